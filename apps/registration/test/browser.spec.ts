import { expectQuiet as expectQuietVisit, launchBrowser, leadsOn, newVisit, type Visit } from '@todoke/testing/browser';
import type { Browser, Page } from 'playwright-core';
import { urls } from '../src/applying/pages/user-Registration-Form/urls.js';
import { asWorker } from '@todoke/database';
import { Databases } from '../src/persistence/databases.js';
import { seedTrialData } from '../src/trial-data.js';
import { inspect, picture } from './pictures.js';
import { running, type Running } from './running.js';
import { filledIn } from './applicant.js';

let service: Running;
let browser: Browser;
beforeAll(async () => {
  [service, browser] = await Promise.all([running(), launchBrowser()]);
  const worker = new Databases(asWorker(service.database.workerUrl));
  await seedTrialData(worker);
  await worker.onApplicationShutdown();
});
afterAll(async () => {
  await browser.close();
  await service.stop();
});

const expectQuiet = (visit: Visit): void => expectQuietVisit(visit, { refused: true });

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

async function passRobotCheck(page: Page): Promise<void> {
  await page.getByLabel('私はロボットではありません').click();
  await button(page, '確認').waitFor();
}

async function fill(page: Page, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(fields)) {
    const field = page.locator(`[name="${name}"]`);
    if (value === 'on') await field.check();
    else if ((await field.evaluate((element) => element.tagName)) === 'SELECT') await field.selectOption(value);
    else await field.fill(value);
  }
}

describe('The form in a browser', () => {
  it('leads from the first page to the download, accessible in every state and on a phone (R170)', async () => {
    const visit = await newVisit(browser);
    const page = await visit.context.newPage();

    await page.goto(`${service.url}/`);
    await page.getByRole('heading', { level: 1, name: 'メールアドレス入力' }).waitFor();
    expect(await button(page, '確認').count()).toBe(0);
    await inspect(page, 'a-address');
    await page.getByLabel('メールアドレス').fill('xxx@example.com');
    expect(await button(page, '確認').count()).toBe(0);
    await passRobotCheck(page);
    await inspect(page, 'a-address-complete');
    await page.getByLabel('メールアドレス').fill('');
    await button(page, '確認').waitFor({ state: 'detached' });
    // Whatever the address looks like: pressing 「確認」 tells what is wrong with it (R12).
    await page.getByLabel('メールアドレス').fill('xxx@example..com');
    await button(page, '確認').click();
    await page.getByRole('alert').waitFor();
    await inspect(page, 'a-address-refused');
    await page.getByLabel('メールアドレス').fill('xxx@example.com');
    await passRobotCheck(page);
    await page.getByLabel('メールアドレス').press('Enter');

    await page.getByRole('heading', { level: 1, name: 'メールアドレス入力確認' }).waitFor();
    await inspect(page, 'b-confirm-address');
    await button(page, '認証メール送信').click();

    await page.getByRole('heading', { level: 1, name: '認証コード入力' }).waitFor();
    await inspect(page, 'c-code');
    await page.getByLabel('認証コード').fill('12');
    await button(page, '認証').click();
    await page.getByRole('alert').waitFor();
    await inspect(page, 'c-code-refused');
    await page.getByLabel('認証コード').fill(await service.lastCode());
    await button(page, '認証').click();

    await page.getByRole('heading', { level: 1, name: 'ユーザ登録申請入力' }).waitFor();
    await inspect(page, 'd-application');
    await leadsOn(page.locator('[name="phone"]'), () => page.locator('[name="phone"]').press('Enter'));
    await page.getByRole('alert').waitFor();
    expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('institutionName');
    await inspect(page, 'd-application-refused');
    await page.locator('[name="postalCode"]').fill('618-0000');
    await button(page, '住所を検索').click();
    await page.getByText('この郵便番号には複数の住所があります').waitFor();
    await inspect(page, 'd-application-addresses');
    await page.locator('[name="postalCode"]').fill('770-8570');
    await button(page, '住所を検索').click();
    await page.getByText('郵便番号から住所を入力しました').waitFor();
    expect(await page.locator('[name="prefecture"]').inputValue()).toBe('36');
    expect(await page.locator('[name="municipality"]').inputValue()).toBe('徳島市');
    await fill(page, { ...filledIn, insuranceCode: '3641234567' });
    await button(page, '確認').click();

    await page.getByRole('heading', { level: 1, name: 'ユーザ登録申請内容確認' }).waitFor();
    await inspect(page, 'e-confirm');
    await button(page, '申請する').click();

    await page.getByText('新規ユーザ登録申請が完了しました。').waitFor();
    await inspect(page, 'f-complete');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '申請内容をダウンロード' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^APF-\d{8}\.pdf$/);
    await page.goBack();
    await page.getByText('新規ユーザ登録申請が完了しました。').waitFor();

    await button(page, '終了する').click();
    await page.getByRole('heading', { level: 1, name: '終了しました' }).waitFor();
    await inspect(page, 'g-finished');
    // However far the next person at this computer goes back, there is only the first, empty page.
    while (page.url() !== 'about:blank') {
      await page.goBack();
      await page.waitForLoadState();
      expect(await page.locator('body').innerText()).not.toMatch(/APF-\d{8}|サンプル薬局|山田|xxx@example\.com/);
      const values = await page
        .locator('input:visible')
        .evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value));
      expect(values.join()).not.toMatch(/xxx@example\.com|サンプル|山田/);
    }

    expectQuiet(visit);
    await visit.context.close();
    expect(await service.ask('SELECT number FROM registration.applications')).toHaveLength(1);
  });

  it('shows contact points, texts and refusals just as well (R170)', async () => {
    const visit = await newVisit(browser);
    const page = await visit.context.newPage();
    const pages = {
      'contact-points': '/contact-points',
      'contact-points-prefecture': '/contact-points?prefecture=46',
      'contact-points-desk': '/contact-points?prefecture=46&municipality=46201',
      'contact-points-none': '/contact-points?prefecture=13',
      terms: '/terms',
      privacy: '/privacy',
    };
    for (const [name, path] of Object.entries(pages)) {
      await page.goto(service.url + path);
      await inspect(page, name);
    }
    expectQuiet(visit);
    await visit.context.close();
  });

  it('needs script for the robot check alone, and says so', async () => {
    const { context } = await newVisit(browser, { javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(service.url + urls.address);
    await page.locator('noscript .notice').waitFor();
    expect(await page.locator('noscript .notice').innerText()).toContain(
      'ロボットでないことの確認にはJavaScriptが必要です',
    );
    expect(await button(page, '確認').count()).toBe(0);
    await picture(page, 'a-address-no-script');
    await context.close();
  });

  it('shows how the wait for a mail ends, without being reloaded', async () => {
    const visit = await newVisit(browser);
    const page = await visit.context.newPage();
    await toTheCode(page, 'bounce@example.com');
    await service.ask("UPDATE registration.drafts SET mail_state = 'bounced', mail_reason = 'no-such-address'");
    await page.getByText('宛先のメールアドレスが見つからないため').waitFor();
    await inspect(page, 'c-code-bounced');
    expectQuiet(visit);
    await visit.context.close();
  });

  it('says in its own page that the time, the period or the draft is over (R2, R17, R170)', async () => {
    const visit = await newVisit(browser);
    const page = await visit.context.newPage();
    await toTheCode(page, 'late@example.com');
    service.clock.advance(3_600_000);
    await page.reload();
    await page.getByRole('heading', { level: 1, name: '最初からやり直してください' }).waitFor();
    await inspect(page, 'expired');
    const [opens, closes] = [new Date('2027-01-10T09:00:00+09:00'), new Date('2027-02-10T17:00:00+09:00')];
    await service.ask('INSERT INTO registration.reception_windows VALUES (gen_random_uuid(), $1, $2)', [opens, closes]);
    await page.goto(service.url + urls.address);
    await page.getByRole('heading', { level: 1, name: '受付期間外' }).waitFor();
    await inspect(page, 'closed');
    await service.ask('DELETE FROM registration.reception_windows');
    await page.goto(service.url + urls.download);
    await page.getByText('申請を行ったブラウザでのみ').waitFor();
    await inspect(page, 'download-refused');
    expectQuiet(visit);
    await visit.context.close();
  });
});

async function toTheCode(page: Page, address: string): Promise<void> {
  await page.goto(service.url + urls.address);
  await page.getByLabel('メールアドレス').fill(address);
  await passRobotCheck(page);
  await button(page, '確認').click();
  await button(page, '認証メール送信').click();
  await page.getByRole('heading', { level: 1, name: '認証コード入力' }).waitFor();
}
