import type { Browser, Page } from 'playwright-core';
import { expectGoodPage, expectQuiet, launchBrowser, newVisit, type Visit } from '@todoke/testing/browser';
import { putInstitutions } from './institutions.js';
import { type Running, staffed } from './running.js';

let service: Running;
let browser: Browser;
let visit: Visit;
let page: Page;

beforeAll(async () => {
  service = await staffed();
  browser = await launchBrowser();
  await putInstitutions(service, [
    { id: 'i-1', hasAccount: true, area: { code: '4601', name: '鹿児島' } },
    { id: 'i-2', name: '医療法人　城山クリニック', type: 'clinic', permissions: ['medical'] },
  ]);
});

afterAll(async () => {
  await browser.close();
  await service.stop();
});

beforeEach(async () => {
  visit = await newVisit(browser);
  page = await visit.context.newPage();
});

afterEach(async () => {
  expectQuiet(visit);
  await visit.context.close();
});

const signIn = async (sub: string): Promise<void> => {
  await page.goto(service.url);
  await page.getByRole('button', { name: sub }).click();
  await page.getByRole('heading', { level: 1, name: 'ホーム' }).waitFor();
};

it('an official finds an institution by keyboard, and whom to tell of a mistake (R145, R154, R170)', async () => {
  await signIn('official-46');
  await page.getByRole('link', { name: '医療機関マスタ' }).press('Enter');
  await page.getByRole('heading', { level: 1, name: '医療機関マスタ' }).waitFor();
  await expectGoodPage(page);
  await page.getByLabel('医療機関名').fill('ｸﾘﾆｯｸ');
  await page.getByRole('button', { name: '絞り込む' }).press('Enter');
  await page.getByText('該当する医療機関：1件').waitFor();
  await page.getByRole('link', { name: '医療法人　城山クリニック' }).press('Enter');
  await page.getByRole('heading', { level: 1, name: '医療法人　城山クリニック' }).waitFor();
  await page.getByText('誤りを連絡').press('Enter');
  await page.getByText('正しい内容をお伝えください').waitFor();
  await expectGoodPage(page);
});

it('an institution reads what is known of it (R154, R170)', async () => {
  await signIn(' i-1 institution');
  await page.getByRole('link', { name: '医療機関マスタ' }).press('Enter');
  await page.getByRole('heading', { level: 1, name: 'サンプル薬局' }).waitFor();
  await expectGoodPage(page);
});
