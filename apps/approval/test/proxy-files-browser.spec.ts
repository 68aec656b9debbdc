import { expectGoodPage, expectQuiet, launchBrowser, leadsOn, newVisit, type Visit } from '@todoke/testing/browser';
import type { Browser, Page } from 'playwright-core';
import { cellsOf, csvOf, fileOf, header } from './proxy-csv.js';
import { type Running, staffed } from './running.js';
import { waiting } from './samples.js';

let service: Running;
let browser: Browser;
let visit: Visit;
let page: Page;

beforeAll(async () => {
  [service, browser] = await Promise.all([staffed(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await service.stop();
});
beforeEach(async () => {
  await service.ask('TRUNCATE approval.reviews, approval.proxy_files, approval.outbox CASCADE');
  await service.open(waiting());
});
afterEach(async () => {
  expectQuiet(visit, { refused: true });
  await visit.context.close();
});

async function openFiles(javaScriptEnabled: boolean): Promise<void> {
  visit = await newVisit(browser, { javaScriptEnabled });
  page = await visit.context.newPage();
  await page.goto(`${service.url}/proxy-applications`);
  await page.getByRole('button', { name: 'official-46' }).click();
  await page.getByRole('link', { name: '多数の機関をCSVファイルで申請する' }).click();
  await heading('代理申請（CSVファイル）');
}

const heading = (name: string) => page.getByRole('heading', { level: 1, name }).waitFor();

async function choose(content: string): Promise<void> {
  await page
    .getByLabel('CSVファイル')
    .setInputFiles({ name: '申請.csv', mimeType: 'text/csv', buffer: Buffer.from(content) });
  await leadsOn(page.getByRole('button', { name: '読み込む' }));
}

it('a prefecture applies for many by a CSV file, and watches it (R74, R170)', async () => {
  await openFiles(true);
  await expectGoodPage(page);
  await choose(csvOf([header.slice(2), cellsOf(1)]));
  await page.getByText('1行目に次の列名がありません').waitFor();
  await expectGoodPage(page);
  const many = Array.from({ length: 700 }, (_, at) => cellsOf(at + 1));
  await choose(fileOf([...many, cellsOf(7), cellsOf(2_000, { phone: '12', email: 'x' })]));
  await heading('申請.csv');
  await expectGoodPage(page);
  await page.getByRole('link', { name: '「誤り」の行を見る' }).click();
  await heading('行ごとの結果');
  await expectGoodPage(page);
  await page.getByRole('link', { name: 'このファイルへ戻る' }).click();
  await leadsOn(page.getByRole('button', { name: '申請する' }));
  await page.getByText('申請を始めました。').waitFor();
  await expectGoodPage(page);
  // Nobody reloads it.
  await page.getByText('700行を申請しました。').waitFor();
  await expectGoodPage(page);
});

it('without script the state of a file is a link away (R74)', async () => {
  await openFiles(false);
  await choose(fileOf(400));
  await leadsOn(page.getByRole('button', { name: '申請する' }));
  for (const link = page.getByRole('link', { name: '最新の状況を表示する' }); (await link.count()) > 0;)
    await leadsOn(link);
  await page.getByText('400行を申請しました。').waitFor();
});

it.each([
  ['with script', true],
  ['without script', false],
])('住所を検索 of 代理申請 fills what is empty %s (R27, R74)', async (_, script) => {
  await openFiles(script);
  await page.goto(`${service.url}/proxy-applications`);
  await page.getByLabel('機関名').fill('あたらしい薬局');
  await page.getByLabel('郵便番号').fill('890-0064');
  const button = page.getByRole('button', { name: '住所を検索' });
  if (script) await button.click();
  else await leadsOn(button);
  await page.getByText('郵便番号から住所を入力しました。').waitFor();
  const values = await Promise.all(
    ['機関名', '市区町村', '町名・番地'].map((label) => page.getByLabel(label).inputValue()),
  );
  expect(values).toEqual(['あたらしい薬局', '鹿児島市', '鴨池新町']);
  if (script) await expectGoodPage(page);
});
