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
import { password, secretariat, seed } from './people.js';
import { running, type Running } from './running.js';

let accounts: Running;
let browser: Browser;
let visit: Visit;
let page: Page;

beforeAll(async () => {
  accounts = await running();
  await seed(accounts, [secretariat]);
  browser = await launchBrowser();
  visit = await newVisit(browser);
  page = await visit.context.newPage();
});
afterAll(async () => {
  expectQuiet(visit, { refused: true });
  await browser.close();
  await accounts.stop();
});

const heading = (name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();
const press = (name: string) => leadsOn(page.getByRole('button', { name, exact: true }));

it('the secretariat issues an API client, renews its secret and revokes it (R158, R170)', async () => {
  await page.goto(`${accounts.url}/login`);
  await page.getByLabel('ユーザ名').fill(secretariat.loginId);
  await page.getByLabel('パスワード').fill(password);
  await press('ログイン');
  await page.goto(`${accounts.url}/api-clients`);
  await heading('API連携');
  await expectGoodPage(page);
  await page.getByRole('link', { name: '発行する' }).click();
  await heading('APIクライアントの発行');
  await press('発行する');
  await page.getByText('名称を入力してください。').first().waitFor();
  await expectGoodPage(page);
  await screenshots(page, 'api-client-new');
  await page.getByLabel('名称').fill('鹿児島県医療機関台帳システム');
  await page.getByLabel('都道府県').selectOption('46');
  await page.getByLabel('申請の参照').check();
  await page.getByLabel('申請の承認・却下').check();
  await press('発行する');
  await heading('シークレットの表示');
  await expectGoodPage(page);
  await screenshots(page, 'api-client-secret');
  await page.getByRole('link', { name: 'このクライアントの画面へ進む' }).click();
  await heading(/^api-46-/);
  await expectGoodPage(page);
  await press('シークレットを更新する');
  await heading('シークレットの表示');
  await page.getByRole('link', { name: 'このクライアントの画面へ進む' }).click();
  await screenshots(page, 'api-client');
  await press('以前のシークレットをすぐに無効にする');
  await page.getByText('以前のシークレットを無効にしました。').waitFor();
  await press('失効させる');
  await page.getByText('確認のうえ、チェックを入れてください。').first().waitFor();
  await expectGoodPage(page);
  await page.getByLabel('失効させると元に戻せないことを確認しました').check();
  await press('失効させる');
  await page.getByText('失効しました。').waitFor();
  await expectGoodPage(page);
  await page.goto(`${accounts.url}/api-clients?state=all`);
  await page.getByRole('link', { name: /^api-46-/ }).waitFor();
  await screenshots(page, 'api-clients');
  await expectGoodPage(page);
});
