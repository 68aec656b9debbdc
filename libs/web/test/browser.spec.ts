import type { SignedIn } from '@todoke/service';
import { eventually, freePort } from '@todoke/testing';
import {
  desktop,
  expectAccessible,
  expectFitsPhone,
  expectQuiet,
  launchBrowser,
  leadsOn,
  newVisit,
  phone,
  type Visit,
} from '@todoke/testing/browser';
import { startStandInIssuer, type StandInIssuer } from '@todoke/testing/stand-in-issuer';
import type { Browser, Page } from 'playwright-core';
import { startDesk, type Desk } from './desk/start-desk.js';

const official: SignedIn = { sub: 'p-46', role: 'prefecture', prefecture: '46' };
const tabs = ['ホーム', 'レポート', '調査', '医療機関マスタ', 'FAQ', 'お知らせ'];

let browser: Browser;
let desk: Desk;
let issuer: StandInIssuer;
let visit: Visit;
let page: Page;

beforeAll(async () => {
  browser = await launchBrowser();
  const port = await freePort();
  const client = { clientId: 'desk', clientSecret: 'secret' };
  issuer = await startStandInIssuer({ clients: [{ ...client, url: `http://localhost:${port}` }], people: [official] });
  const navigation = () => tabs.map((label, index) => ({ label, href: index === 0 ? '/' : `/tab-${index}` }));
  const signIn = (publicUrl: string) => ({ ...client, issuer: issuer.issuer, publicUrl });
  desk = await startDesk({ navigation, footer: [{ label: 'お問い合わせ先', href: '/contact' }] }, signIn, port);
});
afterAll(async () => {
  await browser.close();
  await desk.close();
  await issuer.close();
});

async function open(path: string, options = {}): Promise<void> {
  visit = await newVisit(browser, options);
  page = await visit.context.newPage();
  await page.goto(desk.url + path);
}
afterEach(async () => {
  expect(visit.strangers).toEqual([]);
  await visit.context.close();
});

const rootSize = (): Promise<number> =>
  page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize));
const choose = (label: string): Promise<void> => page.getByRole('link', { name: label, exact: true }).click();

describe.each([
  '/specimen',
  '/specimen?refused=1',
  '/specimen?wide=1',
  '/nowhere',
  '/',
  '/sign-out',
  '/sign-in/callback',
])('%s', (path) => {
  it.each([
    ['a desktop', desktop],
    ['a phone', phone],
  ])('passes axe on %s, also in the largest text', async (_name, viewport) => {
    await open(path, { viewport });
    await expectAccessible(page);
    await choose('特大');
    for (const summary of await page.locator('details.help > summary').all()) await summary.click();
    await expectAccessible(page);
    await expectFitsPhone(page);
  });
});

describe('the text size (R4)', () => {
  it('has three distinct steps, stays over pages and reloads, and keeps what was typed', async () => {
    await open('/specimen');
    const sizes = [await rootSize()];
    await page.getByLabel('機関名').fill('サンプル病院');
    for (const label of ['大', '特大']) {
      await choose(label);
      sizes.push(await rootSize());
    }
    expect(sizes).toEqual([16, 20, 24]);
    expect(await page.getByLabel('機関名').inputValue()).toBe('サンプル病院');
    expect(await page.locator('[data-text-size][aria-current=true]').allTextContents()).toEqual(['特大']);
    await page.reload();
    expect(await rootSize()).toBe(24);
    await page.goto(`${desk.url}/nowhere`);
    expect(await rootSize()).toBe(24);
    expect(await page.locator('[data-text-size][aria-current=true]').allTextContents()).toEqual(['特大']);
  });

  it('works without script', async () => {
    await open('/specimen?wide=1', { javaScriptEnabled: false });
    await leadsOn(page.getByRole('link', { name: '大', exact: true }));
    expect(page.url()).toBe(`${desk.url}/specimen?wide=1`);
    expect(await page.locator('html').getAttribute('class')).toBe('text-large');
  });
});

describe('a refused form (R39)', () => {
  it('has its focus at the first refused field, whose label and error are read with it', async () => {
    await open('/specimen?refused=1');
    const focused = page.locator(':focus');
    expect(await focused.getAttribute('id')).toBe('field-name');
    expect(await focused.getAttribute('aria-invalid')).toBe('true');
    expect(await focused.getAttribute('aria-describedby')).toBe('field-name-hint field-name-error');
    expect(await page.locator('#field-name-error').textContent()).toBe('エラー：機関名を入力してください。');
    expect(await page.getByRole('alert').getByRole('link').count()).toBe(6);
  });

  it('leads from its summary to each field', async () => {
    await open('/specimen?refused=1');
    await page.getByRole('alert').getByRole('link', { name: '機関判別区分を選択してください。' }).click();
    await eventually(async () => expect(await page.locator(':focus').getAttribute('id')).toBe('field-insured-1'));
  });

  it('keeps what was typed, with a real form and without script', async () => {
    await open('/', { javaScriptEnabled: false });
    await page.getByLabel('覚え書き').fill('十文字よりも長い覚え書き');
    await page.getByLabel('青').check();
    await leadsOn(page.getByRole('button', { name: '登録' }));
    expect(await page.title()).toContain('エラー：覚え書き');
    expect(await page.getByLabel('覚え書き').inputValue()).toBe('十文字よりも長い覚え書き');
    expect(await page.getByLabel('青').isChecked()).toBe(true);
  });
});

const note = () => page.getByLabel('覚え書き');

describe('a limit of characters', () => {
  const count = () => page.locator('#field-note-count').textContent();

  it('cuts nothing of what is pasted, and says how many are too many', async () => {
    await open('/');
    await note().click();
    await page.keyboard.insertText('あいうえおかきくけこさし');
    expect(await note().inputValue()).toBe('あいうえおかきくけこさし');
    await page.getByText('いまは12文字で、2文字多くなっています。').first().waitFor();
    expect(await page.locator('#field-note-count').getAttribute('class')).toContain('count-over');
    await page.locator('[role=status]', { hasText: '2文字多くなっています。' }).waitFor();
    await page.getByLabel('青').check();
    await leadsOn(page.getByRole('button', { name: '登録' }));
    expect(await page.locator('#field-note-error').textContent()).toContain('いまは12文字で、2文字多くなっています。');
    expect(await note().inputValue()).toBe('あいうえおかきくけこさし');
  });

  it('counts what is stored, and so does the server', async () => {
    await open('/');
    const ga = 'カ\u3099ｶﾞ𠮷㈱\u200B';
    await note().fill(`　${ga}${ga}カ\u3099ｶﾞ `);
    await eventually(async () => expect(await count()).toBe('10／10文字'));
    await page.getByLabel('青').check();
    await leadsOn(page.getByRole('button', { name: '登録' }));
    expect(await page.locator('.kept').textContent()).not.toBe('');
  });

  it('is told without script as well', async () => {
    await open('/', { javaScriptEnabled: false });
    expect(await count()).toBe('10文字以内');
    expect(await note().getAttribute('aria-describedby')).toContain('field-note-count');
  });
});

it('a day that is typed in part is not sent as none: the browser says so', async () => {
  await open('/');
  await note().fill('覚え書き');
  await page.getByLabel('青').check();
  await page.getByLabel('日付').focus();
  await page.keyboard.type('1');
  await page.getByRole('button', { name: '登録' }).click();
  await eventually(async () => expect(await page.locator(':focus').getAttribute('id')).toBe('field-day'));
  expect(await page.locator('.kept').textContent()).toBe('');
  await page.getByLabel('日付').fill('2026-11-30');
  await leadsOn(page.getByRole('button', { name: '登録' }));
  expect(await page.locator('.kept').textContent()).toBe('覚え書き');
});

it('no field is checked, changed or cut by the browser', async () => {
  for (const path of ['/', '/specimen', '/specimen?refused=1']) {
    await open(path);
    const rules = ['maxlength', 'minlength', 'pattern', 'required', 'min', 'max', 'step'];
    const judged = [...rules, 'type=email', 'type=number', 'type=url'].map((rule) => `main [${rule}]`);
    expect(await page.locator(judged.join()).count()).toBe(0);
    await visit.context.close();
  }
});

it('every label of a required field carries the sign and the word (R7)', async () => {
  await open('/specimen');
  const required = page.locator('[aria-required=true]');
  expect(await required.count()).toBe(6);
  const marks = page.locator('.required');
  expect(await marks.allTextContents()).toEqual(Array.from({ length: 7 }, () => '*必須'));
});

it('the help of a field opens and closes by keyboard (R89)', async () => {
  await open('/specimen');
  const help = page.locator('details.help').first();
  await help.locator('summary').focus();
  await page.keyboard.press('Enter');
  await page.getByText('開設の届出や許可証に書かれている名称です。').waitFor();
  await page.keyboard.press('Escape');
  await page.getByText('開設の届出や許可証に書かれている名称です。').waitFor({ state: 'hidden' });
  expect(await page.locator(':focus').textContent()).toBe('？機関名の説明');
});

it('on a phone the entries that have no room are behind その他 (R134)', async () => {
  await open('/specimen', { viewport: phone });
  const shown = async (): Promise<string[]> => page.locator('nav[aria-label=メニュー] a:visible').allTextContents();
  expect(await shown()).toEqual(['ホーム', 'レポート', '調査']);
  await page.getByText('その他').click();
  await eventually(async () => expect(await shown()).toEqual(tabs));
  await page.setViewportSize(desktop);
  await eventually(async () => expect(await shown()).toEqual(tabs));
});

it('everything that is pressed is at least 24 px high and wide', async () => {
  await open('/specimen', { viewport: phone });
  const small = await page
    .locator('button:visible, summary:visible, input:visible, select:visible, nav a:visible, .text-size a')
    .evaluateAll((targets) =>
      targets
        .map((target) => ({ box: target.getBoundingClientRect(), html: target.outerHTML.slice(0, 80) }))
        .filter(({ box }) => box.width < 24 || box.height < 24)
        .map(({ html }) => html),
    );
  expect(small).toEqual([]);
});

it('a telephone number is dialled when pressed and never breaks over lines, however narrow the screen', async () => {
  await open('/specimen');
  await choose('特大');
  const numbers = page.locator('a[href="tel:0992862707"]');
  expect(await numbers.allTextContents()).toEqual(Array.from({ length: 3 }, () => '099-286-2707'));
  for (let width = 300; width < 520; width += 10) {
    await page.setViewportSize({ width, height: 640 });
    const lines = await numbers.evaluateAll((links) => links.map((link) => link.getClientRects().length));
    expect({ width, lines }).toEqual({ width, lines: [1, 1, 1] });
  }
});

it('pressing twice sends once (R40)', async () => {
  await open('/');
  let sent = 0;
  await page.route('**/notes', async (route) => {
    sent += 1;
    await route.fulfill({ status: 204 });
  });
  await page.getByLabel('覚え書き').fill('abc');
  const button = page.getByRole('button', { name: '登録' });
  await button.click();
  await eventually(() => expect(sent).toBe(1));
  await button.click();
  await button.press('Enter');
  expect(await button.getAttribute('aria-busy')).toBe('true');
  expect(sent).toBe(1);
});

it('a person signs in and out in a browser that follows the security policy', async () => {
  await open('/private');
  await page.getByRole('button', { name: /p-46/ }).click();
  await page.waitForURL(`${desk.url}/private`);
  await expectAccessible(page);
  expect(await page.locator('.signed-in').textContent()).toContain('鹿児島県');
  await page.getByRole('button', { name: 'ログアウト' }).click();
  await page.getByRole('button', { name: 'ログアウトする' }).click();
  await page.waitForURL(`${desk.url}/sign-out`);
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('ログアウトしました');
  expect(visit.complaints).toEqual([]);
});

it('the description of the API is a page that complains about nothing', async () => {
  await open('/docs');
  await page.getByRole('heading', { name: 'Todoke desk' }).waitFor();
  await page.getByText('/api/echo').waitFor();
  expect(await page.title()).toBe('Todoke desk');
  expectQuiet(visit);
});
