import type { Browser, Page } from 'playwright-core';
import { addressChangeRefused, addressChanged, institutionChanged, mailBounced, mailFailed } from '@todoke/events';
import { eventually, exampleEvent } from '@todoke/testing';
import {
  expectGoodPage,
  expectQuiet,
  launchBrowser,
  leadsOn,
  newVisit,
  screenshots,
  type Visit,
} from '@todoke/testing/browser';
import { type Running, staffed } from './running.js';
import { clinic, later, waiting } from './samples.js';

const number = 'APF-00000001';

let service: Running;
let browser: Browser;
let visit: Visit;
let page: Page;

beforeAll(async () => {
  service = await staffed();
  browser = await launchBrowser();
  await service.open(waiting(number), waiting('APF-00000002', clinic));
  const register = { institution: 'i-1', name: 'サンプル薬局', institutionCode: '4600001', hasAccount: true } as const;
  const place = { prefecture: '46', municipality: '鹿児島市' } as const;
  await service.nats.publishAs(exampleEvent(institutionChanged, { version: 1, data: { ...register, ...place } }));
  const told = { occurredAt: later(0.5), version: 2 } as const;
  const failed = { mail: 'M5', reference: number, reason: 'gave-up' } as const;
  const bounced = { mail: 'M4', reference: 'APF-00000002', reason: 'no-such-address' } as const;
  await service.nats.publishAs(exampleEvent(mailFailed, { ...told, id: 'm5', data: failed }));
  await service.nats.publishAs(exampleEvent(mailBounced, { ...told, id: 'm4', data: bounced }));
  await eventually(async () => expect(await service.ask('SELECT 1 FROM approval.todos')).toHaveLength(2));
});

afterAll(async () => {
  await browser.close();
  await service.stop();
});

beforeEach(async () => {
  visit = await newVisit(browser);
  page = await visit.context.newPage();
  await page.goto(`${service.url}/todos`);
  await page.getByRole('button', { name: 'official-46' }).click();
});

afterEach(async () => {
  expectQuiet(visit, { refused: true });
  await visit.context.close();
});

const heading = (name: string) => page.getByRole('heading', { level: 1, name }).waitFor();

it('an official sees what did not arrive, tells the institution, and voids an account (R58, R170)', async () => {
  await heading('要対応');
  await expectGoodPage(page);
  await screenshots(page, 'approval-todos');
  await leadsOn(page.getByRole('button', { name: '連絡済み：髙﨑クリニック' }));
  await page.getByText('連絡済みにしました。').waitFor();
  await leadsOn(page.getByRole('button', { name: 'アカウントを取り消す：サンプル薬局' }));
  await page.getByText('アカウントの取り消しを依頼しました。結果をお待ちください。').waitFor();
  await expectGoodPage(page);
  await page.getByLabel('状態').selectOption({ label: '連絡済み' });
  await leadsOn(page.getByRole('button', { name: '絞り込む' }));
  await page.getByText('連絡済み：').first().waitFor();
  await expectGoodPage(page);
  await screenshots(page, 'approval-todos-done');
});

/** Answers as accounts does. */
async function accountsSays(changed: boolean): Promise<void> {
  const [found] = await service.ask<{ id: string }>(
    "SELECT id FROM approval.address_changes WHERE state = 'requested'",
  );
  const request = found?.id ?? '';
  await service.nats.publishAs(
    changed
      ? exampleEvent(addressChanged, { id: request, data: { request } })
      : exampleEvent(addressChangeRefused, { id: request, data: { request, why: 'old-address-differs' } }),
  );
  await eventually(async () =>
    expect(await service.ask("SELECT 1 FROM approval.address_changes WHERE state = 'requested'")).toEqual([]),
  );
  await page.reload();
}

it('an official receives and carries out a request for another mail address (R59, R82, R170)', async () => {
  await page.goto(`${service.url}/address-changes`);
  await heading('メールアドレス変更依頼');
  await expectGoodPage(page);
  await leadsOn(page.getByRole('link', { name: '変更依頼を受け付ける' }));
  await heading('メールアドレス変更依頼の受付');
  await leadsOn(page.getByRole('button', { name: '受け付ける' }));
  await page.getByRole('heading', { name: '入力内容をご確認ください' }).waitFor();
  await expectGoodPage(page);
  await screenshots(page, 'approval-address-change-missing');
  for (const changed of [false, true]) {
    await page.goto(`${service.url}/address-changes/new`);
    await page.getByLabel('報告機関名').fill('サンプル薬局');
    await page.getByLabel('機関コード').fill('4600001');
    await page.getByLabel('変更前メールアドレス').fill('old@example.jp');
    await page.getByLabel('変更後メールアドレス').fill('new@example.jp');
    await leadsOn(page.getByRole('button', { name: '受け付ける' }));
    await heading('サンプル薬局');
    await expectGoodPage(page);
    await screenshots(page, 'approval-address-change');
    await leadsOn(page.getByRole('button', { name: '変更を実行する' }));
    await page.getByText('変更中').first().waitFor();
    await accountsSays(changed);
    await page
      .getByText(changed ? 'メールアドレスを変更しました。' : '変更できませんでした')
      .first()
      .waitFor();
    await expectGoodPage(page);
    await screenshots(page, `approval-address-change-${changed ? 'done' : 'refused'}`);
  }
  await page.goto(`${service.url}/address-changes?state=all`);
  await expectGoodPage(page);
  await screenshots(page, 'approval-address-changes');
});

it('both are the same without script', async () => {
  const plain = await newVisit(browser, { javaScriptEnabled: false });
  const other = await plain.context.newPage();
  await other.goto(`${service.url}/todos?state=done`);
  await other.getByRole('button', { name: 'official-46' }).click();
  await other.getByRole('button', { name: '未対応に戻す：髙﨑クリニック' }).click();
  await other.getByText('未対応に戻しました。').waitFor();
  await plain.context.close();
});
