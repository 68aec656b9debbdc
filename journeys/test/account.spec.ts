import { readFileSync } from 'node:fs';
import { subjects } from '@todoke/testing/people';
import { AccountHolder, newPassword } from '../src/account-holder.js';
import { Applicant, steps } from '../src/applicant.js';
import { guidanceFor, mailsTo, mailTo } from '../src/inbox.js';
import { Official } from '../src/official.js';
import { newAddress, samplePharmacy } from '../src/samples.js';
import { Secretariat } from '../src/secretariat.js';
import { demo } from '../src/system/demo.js';
import { disorder } from '../src/tab.js';
import { everybodyLeaves, visitor, type Visitor } from '../src/visitor.js';

/** R1–R48 and R130 as one journey, in order: each test continues where the one before it stopped. */
describe('a pharmacy in 鹿児島県 gets its account', () => {
  const address = newAddress();
  const application = samplePharmacy();
  const password = newPassword();
  const visitors: Visitor[] = [];
  let applicant: Applicant;
  let number: string;
  let loginId: string;

  const somebody = async (): Promise<Visitor> => {
    const one = await visitor({ acceptDownloads: true });
    visitors.push(one);
    return one;
  };

  beforeAll(async () => {
    applicant = new Applicant((await somebody()).tab, address);
  });

  afterAll(everybodyLeaves);

  it('A: enters its address and proves that it is no robot; only then there is 確認 (R1, R3, R8, R10, R12)', async () => {
    const { tab } = applicant;
    await applicant.opensTheForm();
    expect(await tab.step()).toContain(steps[0]);
    await tab.sees('G-MIS新規ユーザ登録申請のご案内');
    await tab.isLookedAt('a1-address');
    expect(await tab.button('確認').count()).toBe(0);
    await applicant.entersTheAddress();
    expect(await tab.button('確認').count()).toBe(0);
    await applicant.provesNotARobot();
    await tab.button('確認').waitFor();
    await tab.isLookedAt('a2-no-robot');
    await applicant.confirms();
  });

  it('B: sees its address and asks for the code; no mail came before (R3, R13, R15)', async () => {
    const { tab } = applicant;
    await tab.button('認証メール送信').waitFor();
    expect(await tab.step()).toContain(steps[1]);
    await tab.sees(address);
    await tab.isLookedAt('b-confirm-address');
    expect(await mailsTo(address)).toEqual([]);
    await applicant.asksForTheCode();
  });

  it('C: enters six digits, at first wrong ones (R3, R18–R20)', async () => {
    const { tab } = applicant;
    expect(await tab.step()).toContain(steps[1]);
    await tab.sees(address);
    await tab.isLookedAt('c1-code');
    await applicant.entersTheCode('12345');
    expect(await tab.complaintAt('認証コード')).toMatch(/6\s*桁/);
    await tab.isLookedAt('c2-code-refused');
    await applicant.entersTheCode();
    await tab.field('機関名').waitFor();
  });

  it('D: an empty form names all that is missing, there and above, first in focus (R3, R7, R36, R39)', async () => {
    const { tab } = applicant;
    expect(await tab.step()).toContain(steps[2]);
    await tab.sees('*は必須項目となります');
    expect(await tab.field('メールアドレス').inputValue()).toBe(address);
    await tab.isLookedAt('d1-form');
    await applicant.confirms();
    expect((await tab.errors()).length).toBeGreaterThanOrEqual(10);
    for (const label of [
      '機関名',
      '機関区分',
      '機関判別区分',
      '電話番号',
      '郵便番号',
      '担当者 姓',
      '担当部署電話番号',
    ]) {
      expect([label, await tab.complaintAt(label)]).toEqual([label, expect.stringMatching(/\S/)]);
    }
    expect(await tab.page.evaluate(() => document.activeElement?.getAttribute('aria-invalid'))).toBe('true');
    await tab.isLookedAt('d2-form-refused');
  });

  it('D: what is written wrong is named, and nothing that was written is lost (R25, R35, R39)', async () => {
    const { tab } = applicant;
    await applicant.fillsIn({ ...application, 電話番号: '099-286-27', 担当部署電話番号: '12345' });
    await applicant.confirms();
    expect(await tab.complaintAt('電話番号')).toMatch(/\S/);
    expect(await tab.complaintAt('担当部署電話番号')).toMatch(/\S/);
    expect(await tab.field('機関名').inputValue()).toBe(application['機関名']);
    expect(await tab.field('町名・番地').inputValue()).toContain('鴨池新町');
    await tab.isLookedAt('d3-form-corrected');
    await applicant.fillsIn(application);
    await applicant.agreesToTermsAndPrivacy();
    await applicant.confirms();
  });

  it('E: shows everything, can be gone back from without loss, and is submitted (R3, R40)', async () => {
    const { tab } = applicant;
    await tab.button('申請する').waitFor();
    expect(await tab.step()).toContain(steps[3]);
    for (const value of ['髙﨑ビル①階', '薬局', '鹿児島県', '0992862707', address]) await tab.sees(value);
    await tab.isLookedAt('e1-confirm');
    await tab.chooses('申請情報を修正する');
    await tab.field('機関名').waitFor();
    expect(await tab.field('機関名').inputValue()).toBe(application['機関名']);
    expect(await tab.field('建物名').inputValue()).toBe('髙﨑ビル①階');
    await applicant.agreesToTermsAndPrivacy();
    await applicant.confirms();
    await tab.button('申請する').waitFor();
    await applicant.submits();
  });

  it('F: has a number, a document to keep, and a mail that holds no item of it (R3, R41, R43, R45, R62)', async () => {
    const { tab } = applicant;
    expect(await tab.step()).toContain(steps[4]);
    number = await applicant.number();
    await tab.isLookedAt('f-complete');
    const download = await applicant.downloads();
    const document = readFileSync(await download.path());
    expect(document.subarray(0, 5).toString('latin1')).toBe('%PDF-');
    const mail = await mailTo(address, subjects.received);
    expect(mail.text).toContain(number);
    for (const value of [application['機関名'], '髙﨑', '0992862707']) expect(mail.text).not.toContain(value);
    expect(mail.from).toEqual([{ address: 'info@g-mis.example', name: '厚生労働省G-MIS事務局' }]);
  });

  it('does not apply again by going back or by sending again (R44)', async () => {
    const { tab } = applicant;
    await tab.page.goBack();
    await tab.page.goto(`${demo().services.registration}/user-Registration-Form/confirm`);
    if ((await tab.button('申請する').count()) > 0) await tab.presses('申請する');
    expect(await mailsTo(address)).toHaveLength(2);
  });

  it('the prefecture sees it in its list, with all items, and approves (R46)', async () => {
    const official = new Official((await somebody()).tab, '46');
    await official.signsIn();
    await official.tab.isLookedAt('g1-list');
    await official.opens(number);
    for (const value of ['髙﨑ビル①階', '薬局', '0992862707', address]) await official.tab.sees(value);
    await official.tab.isLookedAt('g2-application');
    await official.approves(number);
    await official.tab.isLookedAt('g3-approved');
  });

  it('an official of another prefecture gets 404 (R158)', async () => {
    const official = new Official((await somebody()).tab, '36');
    await official.signsIn();
    expect(await official.tab.link(number).count()).toBe(0);
    const answer = await official.tab.goesTo(`${demo().services.approval}/applications/${number}`);
    expect(answer?.status()).toBe(404);
    await official.tab.isLookedAt('g4-not-theirs');
  });

  it('the secretariat checks it, and mail ① goes out (R46, R67)', async () => {
    const secretariat = new Secretariat((await somebody()).tab);
    await secretariat.signsIn();
    await secretariat.opens(number);
    await secretariat.tab.isLookedAt('h1-secretariat');
    await secretariat.confirms(number);
    await secretariat.tab.isLookedAt('h2-confirmed');
    const notice = await mailTo(address, subjects.notice);
    expect(notice.text).toContain(application['機関名']);
  });

  it('mail ② brings the login ID and a link that fits a line (R69, R93)', async () => {
    const guidance = await guidanceFor(address);
    ({ loginId } = guidance);
    expect(guidance.link.length).toBeLessThanOrEqual(76);
    expect(guidance.mail.text).toContain('G-MISへようこそ！');
  });

  it('the link may be opened often, and sets a password once (R47, R48, R70, R93, R133)', async () => {
    const holder = new AccountHolder((await somebody()).tab, address);
    const { link } = await guidanceFor(address);
    for (let scan = 0; scan < 3; scan++) expect((await fetch(link)).status).toBe(200);
    await holder.opensTheLinkOfTheGuidanceMail();
    await holder.tab.isLookedAt('i1-password');
    await holder.setsThePassword('short', 'other');
    expect((await holder.tab.errors()).length).toBeGreaterThanOrEqual(1);
    await holder.tab.isLookedAt('i2-password-refused');
    await holder.setsThePassword(password);
    await holder.tab.button('パスワードを設定する').waitFor({ state: 'detached' });
    await holder.tab.isLookedAt('i3-password-set');
    // R70: with the password set, one is signed in.
    await holder.tab.goesTo(`${demo().services.accounts}/destinations`);
    await holder.tab.arrivesAt('接続先選択');

    const second = new AccountHolder((await somebody()).tab, address);
    await second.opensTheLinkOfTheGuidanceMail();
    expect(await second.tab.button('パスワードを設定する').count()).toBe(0);
    await second.tab.isLookedAt('i4-link-used');
  });

  it('it signs in, chooses G-MIS, and is at home with both schemes (R92, R130)', async () => {
    const holder = new AccountHolder((await somebody()).tab, address);
    await holder.signsIn({ loginId, password: 'Wrong-password-1' });
    expect(await holder.tab.text()).toMatch(/ユーザ名.*パスワード/s);
    await holder.tab.isLookedAt('j1-sign-in-refused');
    await holder.signsIn({ loginId, password });
    await holder.tab.arrivesAt('接続先選択');
    await holder.tab.isLookedAt('j2-destinations');
    await holder.choosesGMis();
    await holder.tab.sees('医療機能情報提供制度');
    await holder.tab.sees('薬局機能情報提供制度');
    await holder.tab.isLookedAt('j3-home');
  });

  it('every page was in order (R170)', () => {
    expect(disorder).toEqual([]);
  });

  it('nobody’s browser was sent to another host, nor complained (R157)', () => {
    expect(visitors.flatMap(({ strangers }) => strangers)).toEqual([]);
    const expected = /status of (404|410|422)/;
    expect(visitors.flatMap(({ complaints }) => complaints).filter((text) => !expected.test(text))).toEqual([]);
  });
});
