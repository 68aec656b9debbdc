import type { Browser, Page } from 'playwright-core';
import { expectGoodPage, expectQuiet, launchBrowser, newVisit, type Visit } from '@todoke/testing/browser';
import { november, type Running, staffed } from './running.js';

let service: Running;
let browser: Browser;
let visit: Visit;
let page: Page;

beforeAll(async () => {
  service = await staffed();
  browser = await launchBrowser();
  await service.ask(
    `INSERT INTO reporting.institutions (id, version, prefecture, municipality_code, name, type, permissions)
     VALUES ('i-1', 1, '46', '46201', 'サンプル薬局', 'pharmacy', '{pharmacy}')`,
  );
  await service.ask(
    `INSERT INTO reporting.applications (number, prefecture, state, stage, version)
     VALUES ('APF-00000001', '46', 'waiting', 1, 1), ('APF-00000002', '46', 'voided', 3, 1)`,
  );
});

afterAll(async () => {
  await browser.close();
  await service.stop();
});

beforeEach(async () => {
  service.clock.set(november);
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

it('an institution finds out where it stands, with keyboard alone (R57c, R65, R170)', async () => {
  await signIn(' i-1 institution');
  await expectGoodPage(page);
  await page.getByRole('link', { name: '薬局機能情報提供制度' }).press('Enter');
  await page.getByText('開始日は2027年1月5日です').waitFor();
  await expectGoodPage(page);
  await page.getByRole('link', { name: 'ホームへ戻る' }).press('Enter');
  await page.getByRole('link', { name: '医療機能情報提供制度' }).press('Enter');
  await page.getByText('報告権限が存在しません').waitFor();
  await expectGoodPage(page);
  service.clock.set(new Date('2027-02-01T00:00:00+09:00'));
  await page.goto(`${service.url}/reports/pharmacy`);
  await page.getByText('報告期間中です').waitFor();
  await expectGoodPage(page);
});

it('an official sees how many applications are in which state (R170)', async () => {
  await signIn('official-46');
  await page.getByRole('row', { name: '申請済（承認待ち） 1' }).waitFor();
  await expectGoodPage(page);
});
