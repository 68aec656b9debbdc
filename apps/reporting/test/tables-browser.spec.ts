import type { Browser, Page } from 'playwright-core';
import {
  desktop,
  expectGoodPage,
  expectQuiet,
  launchBrowser,
  leadsOn,
  newVisit,
  phone,
  type Visit,
} from '@todoke/testing/browser';
import { november, type Running, staffed } from './running.js';
import { putAreas, putHospitals } from './tables-data.js';

let service: Running;
let browser: Browser;
let visit: Visit;
let page: Page;

beforeAll(async () => {
  service = await staffed();
  browser = await launchBrowser();
  await putAreas(service);
  const answers = { in_hospital: 6, severe: 1, secured_beds: 8, secured_severe: 2, ready_beds: 8, ready_severe: 2 };
  await putHospitals(
    service,
    {
      id: 'h-1',
      name: '鹿児島さくら総合病院',
      phone: '0992000001',
      mail: 'sakura@example.jp',
      answers: { ...answers, empty_beds: 2, empty_severe: 1, acceptance: 'conditional', comment: '夜間は要相談' },
      answeredAt: '2026-11-20T09:30:00+09:00',
    },
    { id: 'h-2', name: 'みなと病院', phone: '0992000002', mail: 'minato@example.jp' },
    {
      id: 'h-3',
      name: '大隅中央病院',
      municipalityCode: '46203',
      area: '4609',
      areaName: '肝属',
      answers: { ...answers, in_hospital: 9, empty_beds: 0, acceptance: 'no' },
      answeredAt: '2026-11-18T09:30:00+09:00',
    },
  );
});
afterAll(async () => {
  await browser.close();
  await service.stop();
});
beforeEach(async () => {
  service.clock.set(november);
  await service.ask('TRUNCATE reporting.tables_filters, reporting.tables_on_home');
  visit = await newVisit(browser);
  page = await visit.context.newPage();
  await page.goto(service.url);
  await leadsOn(page.getByRole('button', { name: 'official-46' }));
});
afterEach(async () => {
  expectQuiet(visit);
  await visit.context.close();
});

const heading = (name: string) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
const link = (name: string) => page.getByRole('link', { name, exact: true });

it('an official comes from home to the beds, searches and exports them, by keyboard alone (R143, R147)', async () => {
  await leadsOn(link('レポートの表示(地域病床見える化)'), () =>
    link('レポートの表示(地域病床見える化)').press('Enter'),
  );
  await heading('地域病床見える化');
  await expectGoodPage(page);
  const search = page.getByRole('searchbox', { name: 'レポートテーブルを検索' });
  await search.fill('肝属');
  await leadsOn(search, () => search.press('Enter'));
  await page.getByText('該当する医療機関：1件').waitFor();
  await page.getByText('48時間（24時間超）').or(page.getByText('2日（24時間超）')).waitFor();
  await page.locator('details.menu > summary').press('Enter');
  await leadsOn(link('エクスポート'), () => link('エクスポート').press('Enter'));
  await heading('エクスポート');
  const choices = ['エクスポートビュー', '形式', '文字コード'].map((name) => page.getByLabel(name, { exact: true }));
  const chosen = await Promise.all(choices.map((one) => one.locator('option:checked').textContent()));
  expect(chosen).toEqual(['詳細のみ', 'カンマ区切り形式(.csv)', '日本語(Shift-JIS)']);
  const button = page.getByRole('button', { name: 'エクスポート' });
  const [file] = await Promise.all([page.waitForEvent('download'), button.press('Enter')]);
  expect(file.suggestedFilename()).toMatch(/^地域病床見える化-20261120-1000\.csv$/);
});

it('▼ and 編集 open and close by keyboard, and need no script (R136, R147)', async () => {
  await page.goto(`${service.url}/tables/daily-answers`);
  const menu = page.locator('details.menu > summary');
  expect(await menu.textContent()).toBe('編集');
  await menu.press('Enter');
  await link('エクスポート').waitFor();
  await expectGoodPage(page);
  await page.keyboard.press('Escape');
  await link('エクスポート').waitFor({ state: 'hidden' });
  const still = await newVisit(browser, { javaScriptEnabled: false });
  await still.context.addCookies(await visit.context.cookies());
  const plain = await still.context.newPage();
  await plain.goto(`${service.url}/tables/beds`);
  await plain.locator('details.menu > summary').press('Enter');
  await plain.getByRole('link', { name: 'エクスポート' }).click();
  await plain.getByRole('heading', { level: 1, name: 'エクスポート' }).waitFor();
  await still.context.close();
});

it('conditions are saved, put on home and deleted (R136)', async () => {
  await page.goto(`${service.url}/tables/daily-answers?answered=no`);
  await page.locator('details.menu > summary').click();
  await leadsOn(link('条件を保存'));
  await page.getByLabel('条件の名前').fill('未回答の病院');
  await page.getByLabel('ホームに表示する').check();
  await expectGoodPage(page);
  await leadsOn(page.getByRole('button', { name: '保存' }));
  await page.getByText('条件「未回答の病院」を保存しました。').waitFor();
  await expectGoodPage(page);
  await leadsOn(link('ホーム'));
  await link('当日の日次調査回答状況：未回答の病院').waitFor();
  await expectGoodPage(page);
  await page.goto(`${service.url}/tables`);
  await expectGoodPage(page);
  await leadsOn(page.getByRole('button', { name: /^削除\s*：未回答の病院$/ }));
  await page.getByText('条件を削除しました。').waitFor();
});

it('その他 leads to レポート一覧 and its folders, on a phone to all tabs (R134, R148)', async () => {
  await page.goto(`${service.url}/`);
  await page.getByText('その他', { exact: true }).press('Enter');
  await leadsOn(link('レポート一覧'), () => link('レポート一覧').press('Enter'));
  await heading('すべてのフォルダ');
  for (const name of ['999_システム(自治体)', 'ホーム画面']) {
    await leadsOn(link(name));
    await heading(name);
    await expectGoodPage(page);
  }
  await leadsOn(link('地域病床見える化（全項目表示）'));
  await heading('地域病床見える化（全項目表示）');
  await expectGoodPage(page);
  const tabs = page.getByRole('navigation', { name: 'メニュー' }).getByRole('link');
  await page.setViewportSize(desktop);
  const inBar = await tabs.allTextContents();
  await page.setViewportSize(phone);
  await page.getByText('その他', { exact: true }).press('Enter');
  const onPhone = await tabs.allTextContents();
  expect(inBar.filter((name) => !onPhone.includes(name))).toEqual([]);
  expect(onPhone).toEqual(expect.arrayContaining(['レポート', 'レポート一覧', '申請一覧']));
});
