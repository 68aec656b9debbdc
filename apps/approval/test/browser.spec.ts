import type { Browser, Page } from 'playwright-core';
import { expectGoodPage, expectQuiet, launchBrowser, leadsOn, newVisit, type Visit } from '@todoke/testing/browser';
import { type Running, staffed } from './running.js';
import { clinic, friday, pharmacy, waiting } from './samples.js';

const number = 'APF-00000001';

let service: Running;
let browser: Browser;
let visit: Visit;
let page: Page;

beforeAll(async () => {
  service = await staffed();
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  await service.stop();
});

beforeEach(async () => {
  await service.ask('TRUNCATE approval.reviews, approval.outbox CASCADE');
  await service.open(
    waiting(number, { ...pharmacy, insuranceCode: '3641234567' }),
    waiting('APF-00000002', clinic),
    waiting('APF-00000003', { ...pharmacy, insuranceCode: '3641234567' }),
  );
  await service.ask(
    `INSERT INTO approval.mails (id, version, number, mail, state, reason, at)
     VALUES ('m', 1, $1, 'M2', 'bounced', 'mailbox-full', $2)`,
    [number, friday],
  );
  visit = await newVisit(browser);
  page = await visit.context.newPage();
  await page.goto(service.url);
  await page.getByRole('button', { name: 'official-46' }).click();
});

afterEach(async () => {
  expectQuiet(visit, { refused: true });
  await visit.context.close();
});

const heading = (name: string) => page.getByRole('heading', { level: 1, name }).waitFor();

it('an official finds an application and approves it (R46, R170)', async () => {
  await heading('申請一覧');
  await expectGoodPage(page);
  await page.getByLabel('状態').selectOption({ label: '申請済（承認待ち）' });
  await leadsOn(page.getByRole('button', { name: '絞り込む' }));
  await page.getByRole('link', { name: number }).click();
  await heading('サンプル薬局');
  await expectGoodPage(page);
  await page.getByRole('button', { name: '承認する' }).click();
  await page.getByText('承認しました。').waitFor();
  await expectGoodPage(page);
  await page.getByRole('link', { name: '申請一覧へ戻る' }).click();
  // The list is as it was left: what waits.
  await page.getByText('該当する申請：2件').waitFor();
  await leadsOn(page.getByRole('link', { name: /^すべて/ }));
  await page.getByRole('row', { name: new RegExp(`${number}.*承認済（事務局確認待ち）`) }).waitFor();
  expect(visit.complaints).toEqual([]);
});

it('an official rejects with a reason, and is reminded of it (R64, R170)', async () => {
  await page.getByRole('link', { name: number }).click();
  await page.getByRole('button', { name: '却下する' }).click();
  await page.getByRole('heading', { name: '入力内容をご確認ください' }).waitFor();
  await expectGoodPage(page);
  expect(await page.locator(':focus').getAttribute('id')).toMatch(/^(field-reason|error-summary)$/);
  await page.getByLabel('却下理由').fill('機関コードをご確認ください。');
  await page.getByRole('button', { name: '却下する' }).click();
  await page.getByText('却下しました。').waitFor();
  await page.getByText('機関コードをご確認ください。').waitFor();
  await expectGoodPage(page);
});

it('works with the keyboard alone', async () => {
  const press = async (key: string, times = 1) => {
    for (let time = 0; time < times; time += 1) await page.keyboard.press(key);
  };
  const focused = () => page.evaluate<string>('document.activeElement?.textContent?.trim() ?? ""');
  const tabTo = async (text: string) => {
    for (let tabs = 0; tabs < 60 && (await focused()) !== text; tabs += 1) await press('Tab');
    expect(await focused()).toBe(text);
  };
  await heading('申請一覧');
  await tabTo('APF-00000002');
  await press('Enter');
  await heading('髙﨑クリニック');
  await tabTo('承認する');
  await press('Enter');
  await page.getByText('承認しました。').waitFor();
});

it('a prefecture files a proxy application (R74, R170)', async () => {
  await page.getByRole('link', { name: '代理申請' }).click();
  await heading('代理申請');
  await expectGoodPage(page);
  await page.getByRole('button', { name: '確認' }).click();
  await page.getByRole('heading', { name: '入力内容をご確認ください' }).waitFor();
  await expectGoodPage(page);
  await page.getByLabel('機関名').fill('あたらしい薬局');
  await page.getByLabel('機関区分').selectOption({ label: '薬局' });
  await page.getByLabel('機関判別区分').selectOption('2');
  await page.getByLabel('電話番号', { exact: false }).first().fill('0992862707');
  await page.getByLabel('郵便番号').fill('8908577');
  await page.getByLabel('市区町村').fill('鹿児島市');
  await page.getByLabel('町名・番地').fill('鴨池新町10-2');
  await page.getByLabel('担当者 姓').fill('山田');
  await page.getByLabel('担当者 名').fill('花子');
  await page.getByLabel('担当部署電話番号').fill('0992862707');
  await page.getByLabel('メールアドレス').fill('atarashii@example.jp');
  await page.getByRole('button', { name: '確認' }).click();
  await heading('代理申請の確認');
  await expectGoodPage(page);
  await page.getByRole('button', { name: '申請する' }).click();
  await page.getByText('代理申請を受け付け、承認済みとしました。').waitFor();
  await heading('あたらしい薬局');
});

it('pages of refusals read well too (R170)', async () => {
  for (const path of ['/applications/APF-99999999', '/nowhere', '/?from=2026-02-31']) {
    await page.goto(service.url + path);
    await expectGoodPage(page);
  }
  await page.goto(`${service.url}/applications/${number}`);
  await service.ask(
    `UPDATE approval.reviews SET state = 'approved', decided_by = 'colleague', decided_at = received_at
     WHERE number = $1`,
    [number],
  );
  await page.getByRole('button', { name: '承認する' }).click();
  await page.getByText('すでに承認または却下されています').waitFor();
  await expectGoodPage(page);
});

it('is the same without script', async () => {
  const plain = await newVisit(browser, { javaScriptEnabled: false });
  const other = await plain.context.newPage();
  await other.goto(service.url);
  await other.getByRole('button', { name: 'official-46' }).click();
  await other.getByRole('link', { name: number }).click();
  await other.getByRole('button', { name: '承認する' }).click();
  await other.getByText('承認しました。').waitFor();
  await plain.context.close();
});
