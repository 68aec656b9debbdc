import type { Browser, Page } from 'playwright-core';
import {
  expectAccessible,
  expectFitsPhone,
  launchBrowser,
  leadsOn,
  newVisit,
  type Visit,
} from '@todoke/testing/browser';
import { eventually, rows, Visitor } from '@todoke/testing';
import { approved, issuedFor, mailOutcome, untilStatus } from './issued.js';
import { hospital, kagoshima, password, secretariat, seed } from './people.js';
import { relyingService, type RelyingService } from './relying-service.js';
import { friday, running, type Running } from './running.js';

let accounts: Running;
let registration: RelyingService;
let browser: Browser;
let visit: Visit;
let page: Page;

beforeAll(async () => {
  registration = await relyingService('registration');
  accounts = await running({ REGISTRATION_URL: registration.url });
  await seed(accounts, [secretariat, hospital, kagoshima]);
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await accounts.stop();
  await registration.stop();
});
beforeEach(async () => {
  accounts.clock.set(friday);
  await rows(accounts.database.adminUrl, 'DELETE FROM accounts.identity_attempts');
  visit = await newVisit(browser);
  page = await visit.context.newPage();
});
afterEach(async () => {
  // What the browser refused to load or run would be told here. A page that answers 4xx is told as well, and is meant.
  expect(visit.complaints.filter((complaint) => !complaint.startsWith('Failed to load resource'))).toEqual([]);
  expect(visit.strangers).toEqual([]);
  await visit.context.close();
});

/** Title, one h1, no finding of axe, nothing to scroll sideways on a phone. */
async function good(h1: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name: h1, exact: true }).waitFor();
  expect(await page.locator('h1').count()).toBe(1);
  expect(await page.title()).toContain('厚生労働省 G-MIS');
  await expectAccessible(page);
  await expectFitsPhone(page);
}

/** Presses a button that sends a form, and waits for the page that answers. */
const press = (name: string): Promise<void> => leadsOn(page.getByRole('button', { name }));

async function logIn(loginId: string, typed = password): Promise<void> {
  await page.goto(`${accounts.url}/login`);
  await page.getByLabel('ユーザ名').fill(loginId);
  await page.getByLabel('パスワード').fill(typed);
  await press('ログイン');
}

async function application(items: Parameters<typeof approved>[0] = {}): Promise<string> {
  const event = approved(items);
  await accounts.nats.publishAs(event);
  await untilStatus(accounts, event.data.number, 'to-check');
  return event.data.number;
}

/** Without script axe cannot look. */
const plainly = (): Promise<void> => Promise.resolve();

async function accountFor(code: string, look = good): Promise<{ token: string; loginId: string; number: string }> {
  const number = await application({
    items: { institutionCode: code, insuranceCode: code, institutionName: `第${code}薬局` },
  });
  await logIn(secretariat.loginId);
  await page.getByRole('link', { name: '確認待ち一覧' }).first().click();
  await page.getByRole('link', { name: number }).click();
  await look(number);
  await press('確認完了');
  await page.getByText('確認を完了しました。').waitFor();
  await accounts.nats.publishAs(mailOutcome('accepted', 'M4', number));
  await untilStatus(accounts, number, 'guidance-waiting');
  accounts.clock.set(new Date('2026-11-24T09:00:00+09:00'));
  return issuedFor(accounts, number);
}

it('the secretariat checks, the institution sets its password and stands before 接続先選択 (R47, R70, R92)', async () => {
  const { token, loginId } = await accountFor('4640100001');
  await page.getByRole('button', { name: 'ログアウト' }).click();
  await page.getByRole('heading', { level: 1, name: 'ログアウトしました' }).waitFor();

  await page.goto(`${accounts.url}/password/${token}`);
  await good('パスワードの設定');
  await press('パスワードを設定する');
  await good('パスワードの設定');
  expect(await page.evaluate('document.activeElement?.id')).toBe('field-password');
  await page.getByLabel('新しいパスワード', { exact: false }).first().fill('abcdefgh');
  await page.getByLabel('新しいパスワード（確認用）').fill('abcdefgh');
  await leadsOn(page.getByLabel('新しいパスワード（確認用）'), () => page.keyboard.press('Enter'));
  await good('パスワードの設定');
  await page.getByLabel('新しいパスワード', { exact: false }).first().fill('Kokoro-no-Todoke-77');
  await page.getByLabel('新しいパスワード（確認用）').fill('Kokoro-no-Todoke-77');
  await press('パスワードを設定する');
  await good('接続先選択');
  expect(page.url()).toBe(`${accounts.url}/destinations`);
  await page.getByText(loginId).waitFor();
  expect(await page.getByRole('link', { name: 'G-MIS', exact: true }).getAttribute('target')).toBeNull();

  await page.goto(`${accounts.url}/password/${token}`);
  await good('パスワードはすでに設定されています');
});

it('a sign-in that began at another service returns there: the page lets the form lead on', async () => {
  const { url } = await registration.begin(`${accounts.url}/oidc`);
  await page.goto(url);
  await page.getByLabel('ユーザ名').fill(hospital.loginId);
  await page.getByLabel('パスワード').fill(password);
  await page.keyboard.press('Enter');
  await page.waitForURL(`${registration.url}/sign-in/callback?**`);
});

it('the login page, its errors and the way to a new password are accessible (R170)', async () => {
  await page.goto(`${accounts.url}/login`);
  await good('ログイン');
  await press('ログイン');
  await good('ログイン');
  expect(await page.evaluate('document.activeElement?.id')).toBe('field-loginId');
  await logIn('nobody28', 'Wrong-password-1');
  await good('ログイン');
  for (let failure = 0; failure < 5; failure += 1) await logIn('nobody28', 'Wrong-password-1');
  await page.getByText('しばらく受け付けを止めています').waitFor();
  await good('ログイン');
  await page.getByRole('link', { name: 'パスワードをお忘れですか？' }).click();
  await good('パスワードリセット');
  await press('パスワードリセット');
  await good('パスワードリセット');
  await page.getByLabel('ユーザ名').fill('nobody28');
  await press('パスワードリセット');
  await good('パスワードリセットを受け付けました');
});

it('the password can be looked at while it is typed, and is masked at first (R116)', async () => {
  await page.goto(`${accounts.url}/login`);
  const field = page.getByLabel('パスワード');
  await field.fill('Abc-123');
  expect(await field.getAttribute('type')).toBe('password');
  await page.getByLabel('入力した文字を表示する').check();
  expect(await page.locator('#field-password').getAttribute('type')).toBe('text');
  await good('ログイン');
});

it('pages that tell why something does not work are accessible (R170)', async () => {
  const told: [string, string][] = [
    ['/password/cut-off', 'URLが正しくありません'],
    ['/oidc/auth?client_id=stranger', 'ログインを続けられません'],
    ['/oidc/nothing', 'ページが見つかりません'],
  ];
  for (const [path, h1] of told) {
    await page.goto(accounts.url + path);
    await good(h1);
  }
});

it("the secretariat's pages are accessible in every state (R170)", async () => {
  await rows(accounts.database.adminUrl, 'TRUNCATE accounts.issuance_applications');
  await logIn(secretariat.loginId);
  await good('確認待ち一覧');
  await page.goto(`${accounts.url}/destinations`);
  await good('接続先選択');
  const late = { submittedAt: '2026-10-01T09:00:00+09:00' };
  const facts = {
    institutionName: hospital.institution ?? '',
    institutionType: 'hospital' as const,
    street: '試用町１番１号',
    institutionCode: '7777777777',
  };
  const number = await application({ ...late, items: facts });
  await page.goto(`${accounts.url}/secretariat`);
  await page.getByText('21日超').first().waitFor();
  await good('確認待ち一覧');
  await page.getByRole('link', { name: number }).click();
  await good(number);
  await press('確認完了');
  await good(number);
  await page.getByRole('radio', { name: '既存の機関と同じ' }).check();
  await press('確認完了');
  await page.getByText('対応不要').first().waitFor();
  await good(number);
});

it('without script everything works: login, password, check, sign-out', async () => {
  await visit.context.close();
  visit = await newVisit(browser, { javaScriptEnabled: false });
  page = await visit.context.newPage();
  const { token } = await accountFor('4640100002', plainly);
  await page.getByRole('button', { name: 'ログアウト' }).click();
  await page.getByRole('heading', { level: 1, name: 'ログアウトしています' }).waitFor();
  await page.getByRole('button', { name: 'ログアウト' }).last().click();
  await page.getByRole('heading', { level: 1, name: 'ログアウトしました' }).waitFor();
  await page.goto(`${accounts.url}/password/${token}`);
  await page.getByLabel('新しいパスワード', { exact: false }).first().fill('Kokoro-no-Todoke-77');
  await page.getByLabel('新しいパスワード（確認用）').fill('Kokoro-no-Todoke-77');
  await press('パスワードを設定する');
  await page.getByRole('heading', { level: 1, name: '接続先選択' }).waitFor();
});

it('a pause after failures is ended by ticking 「私はロボットではありません」', async () => {
  for (let failure = 0; failure < 5; failure += 1) {
    const stranger = new Visitor(accounts.url);
    await stranger.submit(await stranger.get('/login'), { loginId: kagoshima.loginId, password: 'Wrong-password-1' });
  }
  await logIn(kagoshima.loginId);
  await page.getByText('しばらく受け付けを止めています').waitFor();
  await good('ログイン');
  // An SVG covers the widget's checkbox and lets clicks through.
  await page.getByRole('checkbox', { name: '私はロボットではありません' }).click({ force: true });
  await page.getByRole('checkbox', { name: '確認済み' }).waitFor();
  await page.getByLabel('パスワード', { exact: false }).first().fill(password);
  await press('ログイン');
  await page.getByRole('heading', { level: 1, name: '接続先選択' }).waitFor();
});

it('signing out is one click, and going back shows nothing', async () => {
  await logIn(kagoshima.loginId);
  await page.getByRole('button', { name: 'ログアウト' }).click();
  await page.getByRole('heading', { level: 1, name: 'ログアウトしました' }).waitFor();
  await good('ログアウトしました');
  await page.goBack();
  await eventually(async () => expect(await page.locator('h1').textContent()).not.toBe('接続先選択'));
});

it('what an IME types is read as the login ID, and told at the password', async () => {
  const typed = 'ｔｒｉａｌ－ｈｏｓｐｉｔａｌ\u200B';
  await logIn(typed, 'とどけ');
  await page.setViewportSize({ width: 360, height: 740 });
  await good('ログイン');
  await page.getByText('日本語入力をオフにして、半角で入力し直してください。').first().waitFor();
  await page.getByLabel('パスワード').fill(password);
  await press('ログイン');
  await good('接続先選択');
});
