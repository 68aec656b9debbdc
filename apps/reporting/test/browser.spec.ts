import type { Browser, Page } from 'playwright-core';
import {
  expectAccessible,
  expectFitsPhone,
  launchBrowser,
  newVisit,
  type Visit,
} from '@todoke/testing/browser';
import { staffed, type Staffed } from './people.js';
import { november } from './running.js';

let service: Staffed;
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
  expect(visit.strangers).toEqual([]);
  expect(visit.complaints).toEqual([]);
  await visit.context.close();
});

const signIn = async (sub: string): Promise<void> => {
  await page.goto(service.url);
  await page.getByRole('button', { name: sub }).click();
  await page.getByRole('heading', { level: 1, name: 'ホーム' }).waitFor();
};
const looksWell = async (): Promise<void> => {
  await expectAccessible(page);
  await expectFitsPhone(page);
};

it('an institution finds out where it stands, with keyboard alone', async () => {
  await signIn(' i-1 institution');
  await looksWell();
  await page.getByRole('link', { name: '薬局機能情報提供制度' }).press('Enter');
  await page.getByText('開始日は2027年1月5日です').waitFor();
  await looksWell();
  await page.getByRole('link', { name: 'ホームへ戻る' }).press('Enter');
  await page.getByRole('link', { name: '医療機能情報提供制度' }).press('Enter');
  await page.getByText('報告権限が存在しません').waitFor();
  await looksWell();
  service.clock.set(new Date('2027-02-01T00:00:00+09:00'));
  await page.goto(`${service.url}/reports/pharmacy`);
  await page.getByText('報告期間中です').waitFor();
  await looksWell();
});

it('an official sees how many applications are in which state', async () => {
  await signIn('official-46');
  await page.getByRole('row', { name: '申請済（承認待ち） 1' }).waitFor();
  await looksWell();
});

it('ops sees that there is nothing here', async () => {
  await signIn('ops');
  await looksWell();
});
