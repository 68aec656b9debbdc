import { eventually } from '@todoke/testing';
import type { Browser, Page } from 'playwright-core';
import { expectGoodPage, expectQuiet, launchBrowser, leadsOn, newVisit, type Visit } from '@todoke/testing/browser';
import { type Running, staffed } from './running.js';
import { clinic, later, pharmacy, waiting } from './samples.js';

const first = 'APF-00000001';
const second = 'APF-00000002';
const third = 'APF-00000003';

let service: Running;
let browser: Browser;
let visit: Visit;
let page: Page;

beforeAll(async () => {
  service = await staffed();
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  await service.stop();
});

const doubtful = { ...pharmacy, insuranceCode: '3641234567' };

beforeEach(async () => {
  await service.ask('TRUNCATE approval.reviews, approval.outbox, approval.institutions, approval.shortcuts CASCADE');
  await service.open(
    waiting(first, doubtful),
    { ...waiting(second, { ...clinic, street: '中央町２番', insuranceCode: '' }), receivedAt: later(1) },
    { ...waiting(third, { ...doubtful, email: 'other@example.jp' }), receivedAt: later(2) },
  );
  await service.ask(
    `INSERT INTO approval.institutions
       (id, version, prefecture, municipality_code, name, location, street, insurance_code, name_and_address, has_account)
     VALUES ('i', 1, '46', '46201', 'べつの薬局', '鹿児島県鹿児島市鴨池新町１０番２号', '鴨池新町１０番２号', '3641234567', 'x', true)`,
  );
  visit = await newVisit(browser, { viewport: { width: 1280, height: 720 } });
  page = await visit.context.newPage();
  await page.goto(service.url);
  await page.getByRole('button', { name: 'official-46' }).click();
});

afterEach(async () => {
  expectQuiet(visit, { refused: true });
  await visit.context.close();
});

const open = (number: string): Promise<unknown> => page.goto(`${service.url}/applications/${number}`);
/** The page takes no keys in its first moment, so that a key that was pressed twice decides once. */
const takesKeys = (): Promise<unknown> => page.locator('html[data-takes-keys]').waitFor();
const states = async () =>
  (await service.ask<{ state: string }>('SELECT state FROM approval.reviews ORDER BY number')).map(({ state }) => state);

it('all 16 items stand on one screen with what is doubtful, above a bar that stays in view (R26, R162)', async () => {
  await open(first);
  await page.getByText('べつの薬局（異なります）').waitFor();
  const bar = await page.locator('.decision-bar').boundingBox();
  expect((bar?.y ?? 0) + (bar?.height ?? 0)).toBeLessThanOrEqual(720);
  const items = await page.locator('.dossier-item').all();
  expect(items).toHaveLength(16);
  for (const item of items) {
    const box = await item.boundingBox();
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(bar?.y ?? 0);
  }
  await page.keyboard.press('End');
  await eventually(async () => expect(await page.evaluate<number>('window.scrollY')).toBeGreaterThan(100));
  const later = await page.locator('.decision-bar').boundingBox();
  expect(later?.y).toBeGreaterThanOrEqual(0);
  expect(later?.y).toBeLessThan(720);
});

it('single keys approve, leave for later and lead to the reason; a second press decides nothing (R46)', async () => {
  await open(first);
  await takesKeys();
  await page.keyboard.press('n');
  await page.getByRole('heading', { level: 1, name: '髙﨑クリニック' }).waitFor();
  await takesKeys();
  await page.keyboard.press('r');
  expect(await page.locator(':focus').getAttribute('id')).toBe('field-reason');
  await page.keyboard.type('an');
  expect(await page.getByLabel('却下理由').inputValue()).toBe('an');
  await page.keyboard.press('Tab');
  await page.keyboard.press('?');
  await page.getByText('承認して、次の申請があればそこへ進む').waitFor();
  await page.keyboard.press('a');
  await page.getByText(`直前の申請：`).waitFor();
  await page.keyboard.press('a');
  expect(await states()).toEqual(['waiting', 'approved', 'waiting']);
  await expectGoodPage(page);
});

it('single keys do nothing once they are switched off', async () => {
  await open(first);
  await page.getByText('キー操作', { exact: true }).click();
  await leadsOn(page.getByRole('button', { name: 'キー操作を無効にする' }));
  expect(await page.locator('[data-keys]').count()).toBe(0);
  await page.keyboard.press('a');
  await page.keyboard.press('r');
  expect(await page.evaluate<string>('document.activeElement.id')).not.toBe('field-reason');
  expect(await states()).toEqual(['waiting', 'waiting', 'waiting']);
});

it('a frequent sentence is added at once and can be edited, and 却下して次へ leads on (R64)', async () => {
  await open(second);
  const sentence = '同じ機関の申請を先に受け付けていますので、そちらで手続きを進めます。';
  await page.getByRole('button', { name: sentence }).click();
  await page.getByRole('button', { name: sentence }).click();
  const reason = page.getByRole('textbox', { name: '却下理由' });
  expect(await reason.inputValue()).toBe(sentence);
  await reason.pressSequentially('追記');
  await leadsOn(page.getByRole('button', { name: '却下して次へ' }));
  await page.getByText('却下しました。却下理由を申請者にメールでお知らせします。').waitFor();
  expect(
    await service.ask('SELECT rejection_reason FROM approval.reviews WHERE number = $1', [second]),
  ).toEqual([{ rejection_reason: `${sentence}追記` }]);
});

it('does the same without script, sentences included (R64)', async () => {
  const plain = await newVisit(browser, { javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
  const other = await plain.context.newPage();
  await other.goto(service.url);
  await other.getByRole('button', { name: 'official-46' }).click();
  await other.goto(`${service.url}/applications/${first}`);
  await other.getByRole('button', { name: '報告の対象となる機関ではありません。' }).click();
  await other.getByRole('textbox', { name: '却下理由' }).and(other.getByText('報告の対象となる機関ではありません。')).waitFor();
  await other.getByRole('button', { name: '却下する' }).click();
  await other.getByText('却下しました。却下理由を').waitFor();
  await other.goto(`${service.url}/applications/${second}`);
  await other.getByRole('button', { name: '承認して次へ' }).click();
  await other.getByText('直前の申請：').waitFor();
  await plain.context.close();
});

it('a session that ended during a decision comes back to it with what was typed (R64)', async () => {
  await open(first);
  await page.getByRole('textbox', { name: '却下理由' }).fill('番地をご確認ください。');
  await visit.context.clearCookies({ name: /session/ });
  await page.getByRole('button', { name: '却下する' }).click();
  await page.getByText('入力した内容は残っています。').waitFor();
  await page.getByRole('link', { name: 'ログインして続ける' }).click();
  await page.getByRole('button', { name: 'official-46' }).click();
  await page.getByText('番地をご確認ください。').waitFor();
  expect(await states()).toEqual(['waiting', 'waiting', 'waiting']);
  await page.getByRole('button', { name: '同じ内容をもう一度送信する' }).click();
  await page.getByText('却下しました。').first().waitFor();
  expect(await states()).toEqual(['rejected', 'waiting', 'waiting']);
});

it('一括承認, its result and a decision that came too late read well (R46, R170)', async () => {
  const others = ['APF-00000004', 'APF-00000005'];
  await service.open(
    ...others.map((number, index) =>
      waiting(number, { ...clinic, institutionName: `第${index}クリニック`, street: `城山町${index}番`, insuranceCode: '' }),
    ),
  );
  await page.goto(`${service.url}/bulk-approval`);
  await page.getByRole('heading', { level: 1, name: '一括承認' }).waitFor();
  await expectGoodPage(page);
  await page.getByRole('checkbox', { name: /APF-00000005/ }).uncheck();
  await leadsOn(page.getByRole('button', { name: '選んだ申請を承認する' }));
  await expectGoodPage(page);
  expect((await states()).slice(3)).toEqual(['approved', 'waiting']);
  await open(third);
  await page.getByRole('textbox', { name: '却下理由' }).fill('番地をご確認ください。');
  await service.ask(
    `UPDATE approval.reviews SET state = 'approved', decided_by = 'colleague', decided_at = received_at
     WHERE number = $1`,
    [third],
  );
  await page.getByRole('button', { name: '却下する' }).click();
  await page.getByText('この操作は行われませんでした').waitFor();
  await expectGoodPage(page);
});
