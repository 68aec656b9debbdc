import { launchBrowser, newVisit } from '@todoke/testing/browser';
import type { Browser, Page } from 'playwright-core';
import { urls } from '../src/applying/pages/user-Registration-Form/urls.js';
import { running, type Running } from './running.js';

let service: Running;
let browser: Browser;
beforeAll(async () => {
  [service, browser] = await Promise.all([running(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await service.stop();
});

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** Types an address as a person or a paste does, passes the robot check and presses 「確認」. */
async function enter(page: Page, address: string): Promise<void> {
  await page.goto(service.url + urls.address);
  await enterHere(page, address);
}

async function enterHere(page: Page, address: string): Promise<void> {
  await page.getByLabel('メールアドレス').click();
  await page.keyboard.insertText(address);
  await page.getByLabel('私はロボットではありません').click();
  await button(page, '確認').click();
}

describe('An address that the server takes, the page lets through (R8, R12)', () => {
  it.each([
    ['with a full-width blank behind it', 'xxx@example.com\u3000'],
    ['with a byte order mark before it', '\uFEFFxxx@example.com'],
    ['with a byte order mark behind it', 'xxx@example.com\uFEFF'],
    ['with blanks around it', ' xxx@example.com  '],
    ['with a zero-width blank in it', 'xxx@exam\u200Bple.com'],
    ['as a link', 'mailto:xxx@example.com'],
    ['with its domain in full width', 'xxx@ｅｘａｍｐｌｅ。ｃｏｍ'],
  ])('%s', async (_how, address) => {
    const { context } = await newVisit(browser);
    const page = await context.newPage();
    await enter(page, address);
    await page.getByRole('heading', { level: 1, name: 'メールアドレス入力確認' }).waitFor();
    expect(await page.locator('#address').textContent()).toBe('xxx@example.com');
    await context.close();
  });

  it('says what is missing until 「確認」 is there', async () => {
    const { context } = await newVisit(browser);
    const page = await context.newPage();
    await page.goto(service.url + urls.address);
    await page.getByText('メールアドレスを入力し、「私はロボットではありません」にチェックを入れると、').waitFor();
    await page.getByLabel('私はロボットではありません').click();
    await page.getByText('メールアドレスを入力すると、「確認」ボタンが表示されます。').waitFor();
    await page.getByLabel('メールアドレス').fill('xxx＠example.com');
    await button(page, '確認').waitFor();
    await page.getByLabel('メールアドレス').fill('　');
    await page.getByText('メールアドレスを入力すると、「確認」ボタンが表示されます。').waitFor();
    expect(await button(page, '確認').count()).toBe(0);
    await context.close();
  });

  it('says so when the robot check fails', async () => {
    const { context } = await newVisit(browser);
    const page = await context.newPage();
    await page.goto(service.url + urls.address);
    await page.route(`**${urls.robotCheck}*`, (route) => route.fulfill({ status: 503 }));
    await page.getByLabel('メールアドレス').fill('xxx@example.com');
    await page.getByLabel('私はロボットではありません').click();
    await page.getByText('ロボットでないことの確認ができませんでした。').waitFor();
    await context.close();
  });

  it('says that the robot check has not loaded, and leads to another try', async () => {
    const { context } = await newVisit(browser);
    const page = await context.newPage();
    await page.route('**/altcha/altcha.js*', (route) => route.abort());
    await page.goto(service.url + urls.address);
    await page.getByText('「確認」ボタンを表示できません。').waitFor();
    await page.getByLabel('メールアドレス').fill('xxx@example.com');
    expect(await button(page, '確認').count()).toBe(0);
    await page.unrouteAll();
    await page.getByRole('link', { name: 'このページを読み込み直す' }).click();
    await enterHere(page, 'xxx@example.com');
    await page.getByRole('heading', { level: 1, name: 'メールアドレス入力確認' }).waitFor();
    await context.close();
  });

  it('says what to do where the script that brings 「確認」 has not loaded, and nothing of a check that has', async () => {
    const { context } = await newVisit(browser);
    const page = await context.newPage();
    await page.route('**/confirm-button.js*', (route) => route.abort());
    await page.goto(service.url + urls.address);
    await page.getByText('表示されないときは、このページを読み込み直してください。').last().waitFor();
    await page.getByLabel('私はロボットではありません').waitFor();
    expect(await page.getByRole('link', { name: 'このページを読み込み直す' }).isVisible()).toBe(false);
    await context.close();
  });

  it.each([
    'xxx',
    'xxx＠example.com様',
    '日本 語@example.com',
    'xxx@日本',
    'a b@example.com',
    '\u200B',
    '"a"@example.com',
  ])('and of %j it tells what is wrong', async (address) => {
    const { context } = await newVisit(browser);
    const page = await context.newPage();
    await enter(page, address);
    await page.getByRole('alert').getByText('「メールアドレス」').waitFor();
    await context.close();
  });
});
