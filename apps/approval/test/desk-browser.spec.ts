import type { Browser, Page } from 'playwright-core';
import { loginIdAsked } from '@todoke/events';
import { connectToNats } from '@todoke/testing';
import { expectGoodPage, expectQuiet, launchBrowser, newVisit, type Visit } from '@todoke/testing/browser';
import { type Running, staffed } from './running.js';
import { friday, waiting } from './samples.js';
import { tellInstitutions } from './told-institutions.js';

const number = 'APF-00000001';

let service: Running;
let accounts: Awaited<ReturnType<typeof connectToNats>>;
let browser: Browser;
let visit: Visit;
let page: Page;

beforeAll(async () => {
  service = await staffed();
  browser = await launchBrowser();
  await tellInstitutions(service);
  accounts = await connectToNats(service.nats.urlFor('accounts'));
  const answer = JSON.stringify({ outcome: 'found', loginId: 'k4mp2x7q', state: 'active' });
  accounts.subscribe(loginIdAsked.subject, { callback: (_error, question) => void question.respond(answer) });
  await accounts.flush();
  await service.open(waiting(number));
  await service.ask(
    `INSERT INTO approval.mails (id, version, number, mail, state, reason, at)
     VALUES ('m2', 1, $1, 'M2', 'accepted', NULL, $2), ('m5', 1, $1, 'M5', 'bounced', 'mailbox-full', $2)`,
    [number, friday],
  );
  visit = await newVisit(browser);
  page = await visit.context.newPage();
  await page.goto(`${service.url}/login-ids`);
  await page.getByRole('button', { name: 'official-46' }).click();
});

afterEach(() => expectQuiet(visit, { refused: true }));

afterAll(async () => {
  await visit.context.close();
  await accounts.close();
  await browser.close();
  await service.stop();
});

const heading = (name: string) => page.getByRole('heading', { level: 1, name }).waitFor();

it('an official finds who calls, notes the check, and reads the login ID out (R79, R163, R170)', async () => {
  await heading('ログインID照会');
  await expectGoodPage(page);
  await page.getByLabel('機関名・所在地・コード・電話番号').fill('さくら薬局');
  await page.getByRole('button', { name: '絞り込む' }).click();
  await page.getByRole('link', { name: '医療法人さくら会' }).click();
  await heading('さくら薬局');
  await expectGoodPage(page);
  await page.getByLabel('報告機関名').check();
  await page.getByRole('button', { name: '記録してログインIDを表示' }).click();
  await page.getByRole('link', { name: '確認できた事項を2つ以上選んでください。' }).waitFor();
  await expectGoodPage(page);
  await page.getByLabel('代表電話番号').check();
  await page.getByLabel('折り返した電話番号').fill('099-286-2707');
  await page.getByRole('button', { name: '記録してログインIDを表示' }).click();
  await page.getByText('k4mp2x7q').waitFor();
  await expectGoodPage(page);
  await page.getByRole('link', { name: 'この機関の本人確認へ戻る' }).click();
  await page.getByRole('cell', { name: '報告機関名、代表電話番号' }).waitFor();
});

it('an official finds an application and reads what became of its mails (R81, R170)', async () => {
  await page.goto(`${service.url}/mails`);
  await heading('メール送信状況');
  await expectGoodPage(page);
  await page.getByRole('link', { name: number }).click();
  await page.getByRole('heading', { name: '②利用案内メール' }).waitFor();
  await page.getByText('宛先のメールボックスの容量が不足しています').waitFor();
  await expectGoodPage(page);
});

it('an official finds a 機関コード (R85, R170)', async () => {
  await page.goto(`${service.url}/institution-codes`);
  await heading('機関コード検索');
  await page.getByLabel('機関名・所在地・コード・電話番号').fill('鴨池新町');
  await page.getByRole('button', { name: '絞り込む' }).click();
  await page.getByRole('cell', { name: 'A4601234' }).waitFor();
  await expectGoodPage(page);
});
