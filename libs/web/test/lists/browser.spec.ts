import { expectGoodPage, launchBrowser, leadsOn, newVisit, type Visit } from '@todoke/testing/browser';
import type { Browser, Page } from 'playwright-core';
import { startThings, type Things } from './start-things.js';

let things: Things;
let browser: Browser;
let visit: Visit;
let page: Page;

beforeAll(async () => {
  things = await startThings();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await things.close();
});
beforeEach(async () => {
  await things.fill(2_100);
  visit = await newVisit(browser);
  page = await visit.context.newPage();
  await page.goto(`${things.url}/capped`);
  await leadsOn(page.getByRole('button', { name: 'official-46' }));
});
afterEach(async () => {
  expect(visit.strangers).toEqual([]);
  await visit.context.close();
});

const heading = (name: string) => page.getByRole('heading', { level: 1, name }).waitFor();

it('a list reads well, with its notice, its filters and its pages (R144, R170)', async () => {
  await heading('品物一覧');
  await page.getByText('最初の2,000件まで').waitFor();
  await expectGoodPage(page);
  await leadsOn(page.getByRole('link', { name: '次へ' }));
  await expectGoodPage(page);
  await leadsOn(page.getByRole('link', { name: '前へ' }));
  await page.getByRole('searchbox', { name: '品名で検索' }).fill('Ｎ１７');
  await leadsOn(page.getByRole('button', { name: '絞り込む' }));
  await page.getByText('該当する品物：111件').waitFor();
  await leadsOn(page.getByRole('columnheader', { name: '品名' }).getByRole('link'));
  expect(await page.getByRole('columnheader', { name: '品名' }).getAttribute('aria-sort')).toBe('ascending');
  expect(await page.getByRole('searchbox').inputValue()).toBe('Ｎ１７');
  await page.goto(`${things.url}/capped?least=x`);
  await expectGoodPage(page);
});

it('is exported by keyboard, and the same page tells what CP932 cannot write (R136, R147, R170)', async () => {
  await things.ask("UPDATE desk.things SET name = '𠮷野家' WHERE id < 4");
  await page.getByRole('link', { name: 'エクスポート' }).focus();
  await leadsOn(page.getByRole('link', { name: 'エクスポート' }), () => page.keyboard.press('Enter'));
  await heading('エクスポート');
  await expectGoodPage(page);
  const wanted = page.getByRole('button', { name: 'エクスポート' });
  const [download] = await Promise.all([page.waitForEvent('download'), wanted.press('Enter')]);
  expect(download.suggestedFilename()).toBe('品物一覧-20261120-1000.csv');
  expect(await download.failure()).toBeNull();
  await page.getByRole('status').getByText('「𠮷」を「〓」に置き換えました（3文字）').waitFor();
  await expectGoodPage(page);
});
