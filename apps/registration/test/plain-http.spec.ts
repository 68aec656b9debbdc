import { launchBrowser, newVisit } from '@todoke/testing/browser';
import type { Browser } from 'playwright-core';
import { urls } from '../src/applying/pages/user-Registration-Form/urls.js';
import { running, type Running } from './running.js';

/** A name that is not this machine's own, so that browsers take it for no secure context over http. */
const elsewhere = 'http://form.example';

let service: Running;
let browser: Browser;
beforeAll(async () => {
  [service, browser] = await Promise.all([running(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await service.stop();
});

it('over plain http from another machine the robot check is passed too, and its solution holds (R10)', async () => {
  const visit = await newVisit(browser);
  await visit.context.route(`${elsewhere}/**`, async (route) => {
    const url = route.request().url().replace(elsewhere, service.url);
    await route.fulfill({ response: await route.fetch({ url, maxRedirects: 0 }) });
  });
  const page = await visit.context.newPage();
  await page.goto(elsewhere + urls.address);
  expect(await page.evaluate(() => crypto.subtle === undefined)).toBe(true);
  await page.getByLabel('メールアドレス').fill('xxx@example.com');
  await page.getByLabel('私はロボットではありません').click();
  await page.getByRole('button', { name: '確認', exact: true }).waitFor();
  const altcha = await page.locator('input[name="altcha"]').inputValue();
  // Playwright cannot hand on a redirect of another address, so the answer is sent without the browser.
  const visitor = await service.visitor();
  await visitor.get(urls.address);
  const answer = await visitor.send(urls.address, { email: 'xxx@example.com', altcha });
  expect(answer.h1).toBe('メールアドレス入力確認');
  // Chromium tells that it ignores this header over plain http.
  const complaints = visit.complaints.filter((text) => !text.startsWith('The Cross-Origin-Opener-Policy header'));
  expect([visit.strangers, complaints]).toEqual([[], []]);
  await visit.context.close();
});
