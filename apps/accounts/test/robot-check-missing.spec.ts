import { Visitor } from '@todoke/testing';
import { launchBrowser, newVisit } from '@todoke/testing/browser';
import type { Browser } from 'playwright-core';
import { hospital, logIn, password, seed } from './people.js';
import { running, type Running } from './running.js';

let accounts: Running;
let browser: Browser;
beforeAll(async () => {
  [accounts, browser] = await Promise.all([running(), launchBrowser()]);
  await seed(accounts, [hospital]);
});
afterAll(async () => {
  await browser.close();
  await accounts.stop();
});

it('A robot check that has not loaded is told, with a way to load it again', async () => {
  for (let failure = 0; failure < 6; failure += 1) {
    await logIn(new Visitor(accounts.url), hospital.loginId, 'Wrong-password-1');
  }
  const { context } = await newVisit(browser);
  const page = await context.newPage();
  const again = page.getByRole('link', { name: 'このページを読み込み直す' });
  const type = async (): Promise<void> => {
    await page.getByLabel('ユーザ名').fill(hospital.loginId);
    await page.locator('input[name="password"]').fill(password);
    await page.getByRole('button', { name: 'ログイン', exact: true }).click();
    await page.getByText('しばらく受け付けを止めています').waitFor();
  };
  await page.route('**/altcha/altcha.js*', (route) => route.abort());
  await page.goto(`${accounts.url}/login`);
  await type();
  await again.waitFor();
  await page.unrouteAll();
  await again.click();
  await type();
  await page.getByLabel('私はロボットではありません').waitFor();
  expect(await again.isVisible()).toBe(false);
});
