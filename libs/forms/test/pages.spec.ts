import { eventually } from '@todoke/testing';
import { expectGoodPage, launchBrowser, leadsOn, newVisit, phone, type Visit } from '@todoke/testing/browser';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { startDesk, type Desk } from './desk/start-desk.js';

let desk: Desk;
let browser: Browser;
let visit: Visit;
let page: Page;

beforeAll(async () => {
  [desk, browser] = await Promise.all([startDesk(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await desk.close();
});

async function open(options: BrowserContextOptions = {}): Promise<void> {
  visit = await newVisit(browser, options);
  page = await visit.context.newPage();
  await page.goto(`${desk.url}/answers`);
  await leadsOn(page.getByRole('button', { name: /p-46/ }));
  await page.getByRole('heading', { level: 1, name: '例の調査' }).waitFor();
}

beforeEach(() => {
  Object.assign(desk.store, { values: {}, last: undefined, besides: false, answered: undefined });
});
afterEach(async () => {
  expect(visit.strangers).toEqual([]);
  await visit.context.close();
});

const field = (name: string) => page.locator(`[name="${name}"]`);
const status = () => page.locator('[data-autosave-status]');
const saved = () => status().filter({ hasText: '保存しました 14:03' }).waitFor();
const item = (name: string) => page.locator(`[data-item="${name}"]`);

describe('A form', () => {
  it.each([
    ['a desktop', {}],
    ['a phone', { viewport: phone }],
  ])('reads well on %s, blank, refused and read (R170)', async (_name, options) => {
    desk.store.last = { beds: 40, hours: { mon: { begin: '09:00' } }, staff: [{ job: 'doctor', full: 2 }] };
    await open(options);
    await expectGoodPage(page);
    await leadsOn(page.getByRole('button', { name: '回答する' }));
    await expectGoodPage(page);
    expect(await page.title()).toContain('エラー：');
    Object.assign(desk.store, { answered: { name: 'さくら', beds: 3, hours: { mon: { begin: '09:00' } } } });
    await page.goto(`${desk.url}/answers/read`);
    await expectGoodPage(page);
    expect(await page.locator('main').innerText()).toContain('3床');
  });

  it('is saved while one types: totals, progress, what is asked and what is wrong follow', async () => {
    await open();
    await field('beds').fill('４０床');
    await field('used').fill('１０');
    await field('stay').focus();
    await saved();
    await eventually(async () => expect(await field('beds').inputValue()).toBe('40'));
    // Each field that is left is saved for itself, so that the first answer may know the beds alone.
    await eventually(async () => expect(await page.locator('[data-computed=use]').textContent()).toBe('25.0%'));
    expect(await page.locator('#section-figures [data-progress]').textContent()).toBe('入力済み');
    expect(desk.store.values).toEqual({ beds: 40, used: 10 });

    expect(await item('why').isVisible()).toBe(false);
    await page.getByRole('radiogroup', { name: /^状況/ }).getByLabel('制限').check();
    await item('why').waitFor();
    await field('used').fill('50');
    await field('stay').focus();
    await item('used').getByText('使用中が、病床数を超えています。').waitFor();
    expect(await field('used').getAttribute('aria-invalid')).toBe('true');
    await field('used').fill('5');
    await field('stay').focus();
    await eventually(async () => expect(await item('used').locator('[data-error]').isVisible()).toBe(false));
    await page.reload();
    expect([await field('beds').inputValue(), await field('used').inputValue()]).toEqual(['40', '5']);
  });

  it('keeps what was not understood as it was typed, and says so beside the field', async () => {
    await open();
    await field('beds').fill('四十');
    await field('used').focus();
    await item('beds').getByText('病床数は数字で入力してください。').waitFor();
    await page.reload();
    expect(await field('beds').inputValue()).toBe('四十');
    await field('beds').fill('40');
    await field('used').focus();
    await eventually(() => expect(desk.store.values).toEqual({ beds: 40 }));
    expect(await page.locator('.conflict').count()).toBe(0);
  });

  it('says that the connection is lost, and saves when it is back', async () => {
    await open();
    await visit.context.setOffline(true);
    await field('beds').fill('40');
    await field('used').focus();
    await status().filter({ hasText: '接続できないため、まだ保存していません' }).waitFor();
    await visit.context.setOffline(false);
    await saved();
    expect(desk.store.values).toEqual({ beds: 40 });
  });

  it('keeps what was typed when the session is lost, and saves it after a sign-in elsewhere', async () => {
    await open();
    await desk.endSessions();
    await field('beds').fill('40');
    await field('used').focus();
    await status().filter({ hasText: 'ログインの有効期限が切れた' }).waitFor();
    const [other] = await Promise.all([
      visit.context.waitForEvent('page'),
      status().getByRole('link', { name: '別の画面でログインする' }).click(),
    ]);
    await other.waitForLoadState();
    const choice = other.getByRole('button', { name: /p-46/ });
    if ((await choice.count()) > 0) await leadsOn(choice);
    await other.close();
    await page.bringToFront();
    await field('used').fill('3');
    await field('beds').focus();
    await saved();
    // What stood there may be saved before what is typed now.
    await eventually(() => expect(desk.store.values).toEqual({ beds: 40, used: 3 }));
  });

  it('overwrites nothing that its author has not seen: both texts stand there until one is chosen', async () => {
    await open();
    desk.store.values = { beds: 99, used: 7 };
    desk.store.besides = true;
    await field('beds').fill('40');
    await field('used').focus();
    await page.getByText('病床数：ほかの担当者が先に「99床」と保存しました。').waitFor();
    await page.getByText('ほかの担当者もこの回答を入力しています。').waitFor();
    expect(desk.store.values).toEqual({ beds: 99, used: 7 });
    await page.getByRole('button', { name: '入力した値を保存する' }).click();
    await eventually(() => expect(desk.store.values).toEqual({ beds: 40, used: 7 }));
    desk.store.values = { beds: 98, used: 7 };
    await field('beds').fill('41');
    await field('used').focus();
    await page.getByRole('button', { name: '保存されている値にする' }).click();
    expect(await field('beds').inputValue()).toBe('98');
    expect(desk.store.values).toEqual({ beds: 98, used: 7 });
  });

  it('shows the answer of last time beside each item, marks what differs, and takes back a section', async () => {
    desk.store.last = { beds: 40, used: 10, state: 'normal' };
    await open();
    expect(await item('beds').locator('.item-last').innerText()).toContain('前回：40床');
    await field('beds').fill('38');
    await field('used').focus();
    await item('beds').getByText('変更').waitFor();
    await page.getByRole('button', { name: /前回と同じ.*数/ }).click();
    await eventually(() => expect(desk.store.values).toEqual({ beds: 40, used: 10 }));
    await item('beds').getByText('変更').waitFor({ state: 'hidden' });
  });

  it('has tables that are filled in by keyboard, with rows that are added and removed', async () => {
    await open();
    await field('staff.0.job').selectOption('doctor');
    await field('staff.0.full').fill('1.5');
    await page.getByRole('button', { name: /行を追加.*職員/ }).press('Enter');
    expect(await page.locator(':focus').getAttribute('name')).toBe('staff.1.job');
    await page.locator(':focus').selectOption('nurse');
    await field('staff.1.full').fill('４');
    await field('hours.mon.begin').fill('22時');
    await field('hours.mon.end').fill('6時');
    await field('beds').focus();
    await eventually(() =>
      expect(desk.store.values).toEqual({
        hours: { mon: { begin: '22:00', end: '06:00' } },
        staff: [
          { job: 'doctor', full: 1.5 },
          { job: 'nurse', full: 4 },
        ],
      }),
    );
    await eventually(async () => expect(await page.locator('[data-computed=staff_total]').textContent()).toBe('5.5人'));
    await page.getByRole('button', { name: /削除.*職員の1行目/ }).press('Enter');
    await eventually(async () => expect(await page.locator('[data-computed=staff_total]').textContent()).toBe('4.0人'));
    expect(desk.store.values['staff']).toEqual([{}, { job: 'nurse', full: 4 }]);
    await page.reload();
    expect(await field('staff.1.full').inputValue()).toBe('4');
    expect(await field('staff.0.full').count()).toBe(0);
  });
});

describe('Rows that are cards', () => {
  const weekdays = (open: string) =>
    Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [`${day}_open`, open]));

  it('are filled in by keyboard: the weekdays are as Monday at one press, and more cards follow', async () => {
    await open();
    await field('departments.0.name').fill('内科');
    await field('departments.0.mon_open').fill('9時');
    await page.getByLabel('1行目の土の開始').fill('８：３０');
    await page.getByRole('button', { name: /平日を月曜日と同じにする.*診療科目の1行目/ }).press('Enter');
    expect(await field('departments.0.fri_open').inputValue()).toMatch(/^(9時|09:00)$/);
    await eventually(() =>
      expect(desk.store.values).toEqual({ departments: [{ name: '内科', ...weekdays('09:00'), sat_open: '08:30' }] }),
    );
    await page.getByRole('button', { name: /行を追加.*診療科目/ }).press('Enter');
    expect(await page.locator(':focus').getAttribute('name')).toBe('departments.1.name');
    await page.keyboard.type('外科');
    await page.getByRole('button', { name: /削除.*診療科目の1行目/ }).press('Enter');
    await eventually(() => expect(desk.store.values).toEqual({ departments: [{}, { name: '外科' }] }));
  });

  it('are filled in without script as well', async () => {
    await open({ javaScriptEnabled: false });
    await field('departments.0.name').fill('内科');
    await field('departments.0.mon_open').fill('9時');
    await leadsOn(page.getByRole('button', { name: /平日を月曜日と同じにする.*診療科目の1行目/ }));
    expect(desk.store.values).toEqual({ departments: [{ name: '内科', ...weekdays('09:00') }] });
    expect(await field('departments.0.thu_open').inputValue()).toBe('09:00');
  });
});

describe('Without script', () => {
  it('the same form is filled in, refused beside its fields, and given', async () => {
    desk.store.last = { beds: 40, used: 10 };
    await open({ javaScriptEnabled: false });
    await leadsOn(page.getByRole('button', { name: /前回と同じ.*数/ }));
    expect([await field('beds').inputValue(), await field('used').inputValue()]).toEqual(['40', '10']);
    await field('staff.0.job').selectOption('nurse');
    await leadsOn(page.getByRole('button', { name: /行を追加.*職員/ }));
    expect(await field('staff.4.job').count()).toBe(0);
    await field('staff.2.job').selectOption('doctor');
    await leadsOn(page.getByRole('button', { name: /削除.*職員の1行目/ }));
    expect(await field('staff.0.job').count()).toBe(0);
    expect(await field('staff.2.job').inputValue()).toBe('doctor');

    await field('beds').fill('四十');
    await leadsOn(page.getByRole('button', { name: '回答する' }));
    const links = page.getByRole('alert').filter({ hasText: '入力内容をご確認ください' }).getByRole('link');
    expect(await links.allTextContents()).toEqual([
      '名称を入力してください。',
      '病床数は数字で入力してください。',
      '診療時間を入力してください。',
    ]);
    expect(await field('beds').inputValue()).toBe('四十');
    await links.first().click();
    expect(await page.locator(':focus').getAttribute('name')).toBe('name');

    await field('name').fill('さくら病院');
    await field('beds').fill('３８');
    await field('hours.mon.begin').fill('9時');
    await field('hours.mon.end').fill('17時半');
    await leadsOn(page.getByRole('button', { name: '回答する' }));
    await page.getByText('回答しました。').waitFor();
    expect(desk.store.answered).toMatchObject({ name: 'さくら病院', beds: 38, use: 0.263, staff: [{ job: 'doctor' }] });
  });

  it('what somebody else stored meanwhile is not overwritten', async () => {
    desk.store.values = {
      name: 'さくら',
      beds: 40,
      services: ['print'],
      hours: { mon: { begin: '09:00', end: '17:00' } },
    };
    await open({ javaScriptEnabled: false });
    desk.store.values = { ...desk.store.values, beds: 50 };
    await field('used').fill('10');
    await field('services').last().uncheck();
    await leadsOn(page.getByRole('button', { name: '回答する' }));
    expect(desk.store.answered).toMatchObject({ beds: 50, used: 10 });
    expect(desk.store.answered).not.toHaveProperty('services');
  });
});
