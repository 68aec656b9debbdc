import { launchBrowser, leadsOn, newVisit } from '@todoke/testing/browser';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { urls } from '../src/applying/pages/user-Registration-Form/urls.js';
import { Applicant } from './applicant.js';
import { inspect } from './pictures.js';
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

interface Address {
  readonly prefecture?: string;
  readonly municipality?: string;
  readonly street?: string;
}
const names = ['prefecture', 'municipality', 'street'] as const;

let applicants = 0;
let context: BrowserContext;
afterEach(() => context.close());

/** The application's page of a new applicant, in a browser with or without script. */
async function applicationPage(javaScriptEnabled: boolean): Promise<Page> {
  applicants += 1;
  const person = new Applicant(service);
  await person.verify(`look-up-${applicants}@example.com`);
  ({ context } = await newVisit(browser, { javaScriptEnabled }));
  const cookies = person.cookiesFor(urls.application).split('; ');
  await context.addCookies(
    cookies.map((cookie) => {
      const at = cookie.indexOf('=');
      return { name: cookie.slice(0, at), value: cookie.slice(at + 1), url: service.url };
    }),
  );
  const page = await context.newPage();
  await page.goto(service.url + urls.application);
  return page;
}

async function type(page: Page, postalCode: string, typed: Address): Promise<void> {
  await page.locator('[name="postalCode"]').fill(postalCode);
  await page.locator('[name="prefecture"]').selectOption(typed.prefecture ?? '');
  await page.locator('[name="municipality"]').fill(typed.municipality ?? '');
  await page.locator('[name="street"]').fill(typed.street ?? '');
}

/** Presses a button of the look-up, and waits for its answer: another page, or new words in this one. */
async function press(page: Page, script: boolean, name: string): Promise<void> {
  const button = page.getByRole('button', { name, exact: true });
  if (!script) return leadsOn(button);
  const news = page.locator('#postal-news');
  await news.evaluate((shown) => (shown.textContent = ''));
  await button.click();
  await news.getByText(/./).first().waitFor();
}

const inFields = async (page: Page): Promise<string[]> =>
  Promise.all(names.map((name) => page.locator(`[name="${name}"]`).inputValue()));
const offered = (page: Page): Promise<string[]> => page.locator('#postal-choices button').allTextContents();

describe.each([
  ['with script', true],
  ['without script', false],
])('住所を検索 (R27) %s', (_how, script) => {
  it.each<[string, string, Address, string[], string[]]>([
    ['fills what is empty', '7708570', {}, ['36', '徳島市', '万代町１丁目'], []],
    [
      'keeps 町名・番地 where the code has no town',
      '1001301',
      { street: '字かつら川1' },
      ['13', '御蔵島村', '字かつら川1'],
      [],
    ],
    [
      'keeps what is the same in another spelling',
      '1000101',
      { prefecture: '13', municipality: '伊豆大島', street: '元町三丁目2-9' },
      ['13', '伊豆大島', '元町三丁目2-9'],
      [],
    ],
    [
      'keeps what differs, and offers the rest of the code',
      '8900064',
      { prefecture: '36', municipality: '徳島市', street: '万代町1-2' },
      ['36', '徳島市', '万代町1-2'],
      [
        'すべてを「鹿児島県鹿児島市鴨池新町1-2」に置き換える',
        '都道府県を「鹿児島県」に置き換える',
        '市区町村を「鹿児島市」に置き換える',
        '町名・番地を「鴨池新町1-2」に置き換える',
      ],
    ],
  ])('%s', async (_what, postalCode, typed, fields, offers) => {
    const page = await applicationPage(script);
    await type(page, postalCode, typed);
    await press(page, script, '住所を検索');
    expect([await inFields(page), await offered(page)]).toEqual([fields, offers]);
  });

  it('replaces what is chosen, one or all, and only that', async () => {
    const page = await applicationPage(script);
    await type(page, '8900064', { prefecture: '36', municipality: '徳島市', street: '万代町1-2' });
    await press(page, script, '住所を検索');
    // What the button shows is what it does, also when the code was changed meanwhile.
    await page.locator('[name="postalCode"]').fill('1000101');
    await press(page, script, '市区町村を「鹿児島市」に置き換える');
    expect(await inFields(page)).toEqual(['36', '鹿児島市', '万代町1-2']);
    await page.locator('[name="postalCode"]').fill('8900064');
    await press(page, script, '住所を検索');
    await press(page, script, 'すべてを「鹿児島県鴨池新町1-2」に置き換える');
    expect(await inFields(page)).toEqual(['46', '鹿児島市', '鴨池新町1-2']);
    expect(await offered(page)).toEqual([]);
    await page.getByText('郵便番号の住所に置き換えました。').waitFor();
  });

  it('lets one choose among several addresses, which fills what is empty', async () => {
    const page = await applicationPage(script);
    await type(page, '6180000', { street: '広瀬1-1' });
    await press(page, script, '住所を検索');
    const osaka = (await offered(page)).find((label) => label.startsWith('大阪府')) ?? '';
    await press(page, script, osaka);
    expect(await inFields(page)).toEqual(['27', '三島郡島本町', '広瀬1-1']);
  });

  it('says what is wrong with a code, and changes nothing', async () => {
    const page = await applicationPage(script);
    const typed = { prefecture: '36', municipality: '徳島市', street: '万代町1-2' };
    await type(page, '999-9999', typed);
    await press(page, script, '住所を検索');
    await page.getByText('指定された郵便番号から住所が見つかりません').waitFor();
    expect(await inFields(page)).toEqual(['36', '徳島市', '万代町1-2']);
  });
});

it('The look-up works by keyboard, fits a phone, and goes on where there is something to do', async () => {
  const page = await applicationPage(true);
  await type(page, '8900064', { prefecture: '36', municipality: '徳島市', street: '万代町1-2' });
  await page.getByRole('button', { name: '住所を検索' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /^すべてを/ }).waitFor();
  await inspect(page, 'd-application-differs');
  await page.getByRole('button', { name: /^すべてを/ }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('郵便番号の住所に置き換えました。').waitFor();
  expect(await page.evaluate('document.activeElement.name')).toBe('street');
});

it('A look-up that fails says so, and leaves what was typed', async () => {
  const page = await applicationPage(true);
  await type(page, '8900064', { street: '万代町1-2' });
  await page.route(`**${urls.application}`, (route) => route.abort());
  await page.getByRole('button', { name: '住所を検索' }).click();
  await page.getByText('住所を検索できませんでした。').waitFor();
  expect(await inFields(page)).toEqual(['', '', '万代町1-2']);
});
