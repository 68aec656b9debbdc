import { people } from '@todoke/testing';
import { launchBrowser, newVisit } from '@todoke/testing/browser';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { asWorker } from '@todoke/database';
import { Databases } from '../src/persistence/databases.js';
import { seedTrialData } from '../src/trial-data.js';
import { Applicant } from './applicant.js';
import { inspect } from './pictures.js';
import { running, type Running } from './running.js';

let service: Running;
let browser: Browser;
beforeAll(async () => {
  service = await running({ people });
  browser = await launchBrowser();
  const worker = new Databases(asWorker(service.database.workerUrl));
  await seedTrialData(worker);
  await worker.onApplicationShutdown();
});
afterAll(async () => {
  await browser.close();
  await service.stop();
});

async function signIn(sub: string): Promise<{ page: Page; context: BrowserContext }> {
  const { context } = await newVisit(browser);
  const page = await context.newPage();
  await page.goto(`${service.url}/admin`);
  await page.locator(`button[value="${sub}"]`).click();
  await page.getByRole('heading', { level: 1 }).waitFor();
  return { page, context };
}

describe('/admin', () => {
  it('asks whoever is not signed in to sign in, and comes back', async () => {
    expect(await new Applicant(service).get('/admin')).toMatchObject({ status: 303, to: '/sign-in?to=%2Fadmin' });
  });

  it('shows the secretariat 受付期間, お知らせ文 and 連絡先, and changes nothing', async () => {
    await service.ask(
      `INSERT INTO registration.reception_windows
       VALUES (gen_random_uuid(), '2026-11-01T09:00+09:00', '2027-03-31T17:00+09:00')`,
    );
    const { page, context } = await signIn('secretariat');
    for (const heading of ['受付期間', 'お知らせ文', '連絡先']) {
      expect(await page.getByRole('heading', { level: 2, name: heading, exact: true }).count()).toBe(1);
    }
    const text = await page.locator('main').innerText();
    for (const fact of [
      '受付中',
      '2027年3月31日 17:00',
      '都道府県による承認の後に送付します',
      '伊集院保健所',
      '099-272-6301',
    ]) {
      expect(text).toContain(fact);
    }
    expect(await page.locator('main form, main button').count()).toBe(0);
    await inspect(page, 'admin');
    await page.getByRole('button', { name: 'ログアウト' }).click();
    await page.getByRole('button', { name: 'ログアウトする' }).click();
    await page.goto(`${service.url}/admin`);
    expect(page.url()).not.toContain('/admin');
    await context.close();
  });

  it('is closed to everybody else (R158)', async () => {
    const { page, context } = await signIn('official-46');
    expect(page.url()).toBe(`${service.url}/admin`);
    expect(await page.locator('main').innerText()).toContain('この画面はご利用になれません');
    expect(await page.locator('main').innerText()).not.toContain('伊集院');
    await context.close();
  });
});
