import type { Browser, Page } from 'playwright-core';
import {
  expectGoodPage,
  expectQuiet,
  launchBrowser,
  leadsOn,
  newVisit,
  screenshots,
  type Visit,
} from '@todoke/testing/browser';
import { eventually } from '@todoke/testing';
import { receiver, type Receiver } from './receiver.js';
import { type Running, staffed } from './running.js';

let service: Running;
let system: Receiver;
let browser: Browser;
let visit: Visit;
let page: Page;

beforeAll(async () => {
  system = await receiver();
  service = await staffed({ WEBHOOK_ALLOWED_HOSTS: system.host });
  browser = await launchBrowser();
  visit = await newVisit(browser);
  page = await visit.context.newPage();
});
afterAll(async () => {
  expectQuiet(visit, { refused: true });
  await browser.close();
  await service.stop();
  await system.close();
});

const heading = (name: string) => page.getByRole('heading', { level: 1, name }).waitFor();
const press = (name: string) => leadsOn(page.getByRole('button', { name, exact: true }));

it('an official registers a webhook, tries it and sees what its system answered (R170)', async () => {
  await page.goto(`${service.url}/webhooks`);
  await page.getByRole('button', { name: 'official-46' }).click();
  await heading('Webhook');
  await expectGoodPage(page);
  await page.getByRole('link', { name: '登録する' }).click();
  await press('登録する');
  await page.getByText('送信先のURLを入力してください。').first().waitFor();
  await expectGoodPage(page);
  await page.getByLabel('送信先のURL').fill(system.url);
  await page.getByLabel('申請の承認').check();
  await page.getByLabel('メールの不達').check();
  await press('登録する');
  await heading('Webhookのシークレット');
  await expectGoodPage(page);
  await screenshots(page, 'webhook-secret');
  await page.getByRole('link', { name: 'このWebhookの画面へ進む' }).click();
  await heading('Webhookの設定');
  await expectGoodPage(page);
  system.answerWith(500);
  await press('テスト送信');
  await eventually(() => expect(system.received).toHaveLength(1));
  await eventually(async () => {
    await page.getByRole('link', { name: '最新の状態にする' }).click();
    expect(await page.getByRole('cell', { name: '500' }).count()).toBe(1);
  });
  await expectGoodPage(page);
  await screenshots(page, 'webhook');
  system.answerWith(204);
  await press('もう一度送る：テスト送信');
  await eventually(async () => {
    await page.getByRole('link', { name: '最新の状態にする' }).click();
    expect(await page.getByRole('cell', { name: '送信完了' }).count()).toBe(1);
  });
  await press('停止する');
  await page.getByText('停止中の出来事は送信されません').waitFor();
  await expectGoodPage(page);
  await page.getByRole('link', { name: 'Webhookへ戻る' }).click();
  await screenshots(page, 'webhooks');
  await expectGoodPage(page);
  await page.getByRole('link', { name: system.url }).click();
  await page.getByRole('link', { name: 'このWebhookを削除する' }).click();
  await expectGoodPage(page);
  await page.getByLabel('送信の記録も削除されることを確認しました').check();
  await press('削除する');
  await page.getByText('Webhookを削除しました。').waitFor();
});
