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
import { forget, hospitalValues, january, knew, reporters, statesOf } from './reported.js';
import { type Running, staffed } from './running.js';

let service: Running;
let browser: Browser;
let visit: Visit;
let page: Page;

beforeAll(async () => {
  service = await staffed();
  browser = await launchBrowser();
  await reporters(service);
});

afterAll(async () => {
  await browser.close();
  await service.stop();
});

beforeEach(async () => {
  service.clock.set(january);
  await forget(service);
  await knew(service, 'i-1', hospitalValues());
  visit = await newVisit(browser);
  page = await visit.context.newPage();
});

afterEach(async () => {
  expectQuiet(visit);
  await visit.context.close();
});

const signIn = async (): Promise<void> => {
  await page.goto(service.url);
  await leadsOn(page.getByRole('button', { name: ' i-1 institution' }));
};

const follow = (name: string | RegExp): Promise<void> => {
  const link = page.getByRole('link', { name, exact: typeof name === 'string' }).first();
  return leadsOn(link, () => link.press('Enter'));
};

it('a hospital makes its 定期報告 with the keyboard, from home to the end (R50, R65, R94, R170)', async () => {
  await signIn();
  await page.getByText('報告期間 2027年1月5日から2027年3月31日まで').waitFor();
  await expectGoodPage(page);
  await screenshots(page, 'reporting-home-reports');
  await follow('医療機能情報提供制度');
  await expectGoodPage(page);
  await screenshots(page, 'reporting-report-scheme');
  await leadsOn(page.getByRole('button', { name: '定期報告を始める' }));
  await expectGoodPage(page);
  await screenshots(page, 'reporting-report-sections');
  await follow('基本情報');
  await expectGoodPage(page);
  await screenshots(page, 'reporting-report-basic');
  const saved = page.waitForResponse((response) => response.url().endsWith('/save'));
  await page.locator('input[name=phone]').fill('０９９-２００-０００１');
  await page.locator('input[name=phone]').press('Tab');
  await saved;
  await page.getByText(/^保存しました/).waitFor();
  await leadsOn(page.getByRole('button', { name: '保存して次へ' }));
  await page.getByRole('heading', { level: 1, name: '医療機関へのアクセス' }).waitFor();
  await expectGoodPage(page);
  await screenshots(page, 'reporting-report-access');
  await page.goto(`${service.url}/reports/medical/yearly/confirm`);
  await expectGoodPage(page);
  await screenshots(page, 'reporting-report-confirm');
  await leadsOn(page.getByRole('button', { name: '報告する' }));
  await page.getByRole('heading', { level: 1, name: '報告の完了' }).waitFor();
  await expectGoodPage(page);
  await screenshots(page, 'reporting-report-complete');
  expect(await statesOf(service)).toEqual(['submitted']);
  await follow('報告した内容を確認する');
  await expectGoodPage(page);
  await screenshots(page, 'reporting-report-reported');
});

it('what is missing is told with a link that leads to it', async () => {
  await signIn();
  await page.goto(`${service.url}/reports/medical`);
  await leadsOn(page.getByRole('button', { name: '定期報告を始める' }));
  await page.goto(`${service.url}/reports/medical/yearly/basic`);
  await page.locator('input[name=phone]').fill('');
  await leadsOn(page.getByRole('button', { name: '保存', exact: true }));
  await page.goto(`${service.url}/reports/medical/yearly/confirm`);
  await expectGoodPage(page);
  await screenshots(page, 'reporting-report-missing');
  await follow('案内用電話番号を入力してください。');
  await page.locator('input[name=phone]:focus, #field-phone:target').waitFor();
});

it('every section of every kind of institution can be used on a phone (R170)', async () => {
  await signIn();
  await page.goto(`${service.url}/reports/medical`);
  await leadsOn(page.getByRole('button', { name: '定期報告を始める' }));
  await page.setViewportSize({ width: 390, height: 844 });
  for (const section of ['basic', 'access', 'services', 'costs', 'care', 'results']) {
    await page.goto(`${service.url}/reports/medical/yearly/${section}`);
    await expectGoodPage(page);
  }
  await screenshots(page, 'reporting-report-results');
});

it('a session that ends while somebody types loses nothing that was saved', async () => {
  await signIn();
  await page.goto(`${service.url}/reports/medical`);
  await leadsOn(page.getByRole('button', { name: '定期報告を始める' }));
  await page.goto(`${service.url}/reports/medical/yearly/basic`);
  const saved = page.waitForResponse((response) => response.url().endsWith('/save') && response.ok());
  await page.locator('input[name=phone]').fill('0992000001');
  await page.locator('input[name=phone]').press('Tab');
  await saved;
  await visit.context.clearCookies();
  await page.goto(service.url);
  await leadsOn(page.getByRole('button', { name: ' i-1 institution' }));
  await page.goto(`${service.url}/reports/medical/yearly/basic`);
  expect(await page.locator('input[name=phone]').inputValue()).toBe('0992000001');
});
