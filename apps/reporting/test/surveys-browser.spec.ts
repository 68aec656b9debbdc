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
import { november, type Running, staffed } from './running.js';
import { answered, dailyAnswer, hospitals, monday, today, yesterday } from './surveyed.js';

let service: Running;
let browser: Browser;
let visit: Visit;
let page: Page;

beforeAll(async () => {
  service = await staffed();
  browser = await launchBrowser();
  await hospitals(service);
  await answered(service, 'daily', yesterday, 'i-1', dailyAnswer);
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
  await leadsOn(page.getByRole('button', { name: sub }));
};

const press = (name: string): Promise<void> =>
  leadsOn(page.getByRole('link', { name, exact: true }), () =>
    page.getByRole('link', { name, exact: true }).press('Enter'),
  );

it('an official goes from home to the one who has not answered, by keyboard (R137, R138, R170)', async () => {
  await signIn('official-46');
  await page.getByRole('heading', { name: '当日の日次調査回答状況' }).waitFor();
  await expectGoodPage(page);
  await screenshots(page, 'reporting-home-official');
  await leadsOn(page.locator('a[href="/charts/daily"]'), () => page.locator('a[href="/charts/daily"]').press('Enter'));
  await expectGoodPage(page);
  await screenshots(page, 'reporting-chart-daily');
  await press('鹿児島');
  await expectGoodPage(page);
  await screenshots(page, 'reporting-survey-round');
  await press('2026年11月20日 一番病院');
  await page.getByRole('link', { name: '099-200-0001' }).waitFor();
  await expectGoodPage(page);
  await screenshots(page, 'reporting-survey-answer');
  await page.goto(`${service.url}/surveys/daily/${today}/reminders`);
  await expectGoodPage(page);
  await screenshots(page, 'reporting-survey-reminders');
  await page.goto(`${service.url}/surveys/deadlines`);
  await expectGoodPage(page);
  await page.goto(`${service.url}/surveys`);
  await expectGoodPage(page);
  await screenshots(page, 'reporting-surveys');
});

it('a hospital answers 日次調査 on one screen that begins with yesterday and saves itself (R170)', async () => {
  await signIn(' i-1 institution');
  await expectGoodPage(page);
  await screenshots(page, 'reporting-home-hospital');
  await press('本日の日次調査：未回答（13時まで）');
  await page.getByText('前回と同じ内容で始まっています').waitFor();
  await expectGoodPage(page);
  await page.locator('input[name=visitors]').fill('４');
  await page.locator('input[name=tests]').fill('2');
  await page.getByText(/^保存しました/).waitFor();
  await page.locator('input[name=new_admissions]').fill('0');
  await page.locator('input[name=new_admissions]').press('Tab');
  await screenshots(page, 'reporting-survey-edit');
  const saved = page.waitForResponse((response) => response.url().endsWith('/save'));
  await page.locator('input[name=comment], textarea[name=comment]').fill('変わりありません');
  await saved;
  await leadsOn(page.getByRole('button', { name: '回答する' }));
  await page.getByText('回答しました。').waitFor();
  await expectGoodPage(page);
  await screenshots(page, 'reporting-survey-answered');
});

it('Enter in a field keeps what was typed, and neither answers nor goes back to last time', async () => {
  await signIn(' i-1 institution');
  await page.goto(`${service.url}/surveys/daily/${yesterday}/edit`);
  const field = page.locator('input[name=in_hospital]');
  await field.fill('5');
  await leadsOn(field, () => field.press('Enter'));
  await page.getByText('まだ回答にはなっていません').waitFor();
  expect(await page.locator('input[name=in_hospital]').inputValue()).toBe('5');
});

it('a prefecture fills in its tables on a phone (R140, R170)', async () => {
  await signIn('official-46');
  await page.goto(`${service.url}/surveys/supplies/${monday}/edit`);
  await expectGoodPage(page);
  await screenshots(page, 'reporting-survey-supplies');
  await page.goto(`${service.url}/surveys/supplies`);
  await expectGoodPage(page);
});
