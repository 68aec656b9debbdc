import { subjects } from '@todoke/testing/people';
import { Applicant } from '../src/applicant.js';
import { codeFor, mailsTo, mailTo } from '../src/inbox.js';
import { newAddress, samplePharmacy, type Application } from '../src/samples.js';
import { demo } from '../src/system/demo.js';
import type { Tab } from '../src/tab.js';
import { everybodyLeaves, visitor } from '../src/visitor.js';

afterAll(everybodyLeaves);

/** Tabs on until the element of this role and name has the focus. */
async function tabsTo(tab: Tab, role: 'textbox' | 'combobox' | 'checkbox' | 'button', name: string | RegExp) {
  const wanted = tab.page.getByRole(role, { name, exact: true }).first();
  for (let press = 0; press < 120; press++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return wanted;
    await tab.page.keyboard.press('Tab');
  }
  throw new Error(`the keyboard does not reach the ${role} ${String(name)} at ${tab.page.url()}`);
}

const marked = (label: string): RegExp => new RegExp(`^${label}[\\s*]*(必須)?$`);

async function types(tab: Tab, application: Application) {
  const { keyboard } = tab.page;
  for (const [label, value] of Object.entries(application)) {
    if ((await tab.page.getByRole('combobox', { name: marked(label) }).count()) > 0) {
      const select = await tabsTo(tab, 'combobox', marked(label));
      const options = await select.getByRole('option').allInnerTexts();
      const chosen = await select.evaluate((element) => (element as HTMLSelectElement).selectedIndex);
      const target = options.findIndex((option) => (typeof value === 'string' ? option === value : value.test(option)));
      for (let step = chosen; step < target; step++) await keyboard.press('ArrowDown');
      continue;
    }
    await tabsTo(tab, 'textbox', marked(label));
    await keyboard.press('ControlOrMeta+a');
    await keyboard.press('Delete');
    await keyboard.insertText(String(value));
  }
}

describe('the form', () => {
  it('can be gone through with the keyboard alone', async () => {
    const { tab } = await visitor();
    const address = newAddress('keyboard');
    const applicant = new Applicant(tab, address);
    const { keyboard } = tab.page;
    await applicant.opensTheForm();
    await tabsTo(tab, 'textbox', marked('メールアドレス'));
    await keyboard.insertText(address);
    await tabsTo(tab, 'checkbox', '私はロボットではありません');
    await keyboard.press('Space');
    await tab.page.getByRole('checkbox', { name: '確認済み' }).waitFor();
    await tabsTo(tab, 'button', '確認');
    await keyboard.press('Enter');
    await tab.button('認証メール送信').waitFor();
    await tabsTo(tab, 'button', '認証メール送信');
    await keyboard.press('Enter');
    await tab.field('認証コード').waitFor();
    await tabsTo(tab, 'textbox', marked('認証コード'));
    await keyboard.insertText(await codeFor(address));
    await keyboard.press('Enter');
    await tab.field('機関名').waitFor();
    const application = samplePharmacy();
    await types(tab, application);
    for (const name of [/利用規約に同意します/, /プライバシーポリシーに同意します/]) {
      await tabsTo(tab, 'checkbox', name);
      await keyboard.press('Space');
    }
    await tabsTo(tab, 'button', '確認');
    await keyboard.press('Enter');
    await tab.button('申請する').waitFor();
    await tab.sees(application['機関名'] as string);
    await tabsTo(tab, 'button', '申請する');
    await keyboard.press('Enter');
    await tab.sees('新規ユーザ登録申請が完了しました。');
  });

  it('makes one application of two clicks on 申請する (R40)', async () => {
    const { tab } = await visitor();
    const address = newAddress('twice');
    const applicant = new Applicant(tab, address);
    await applicant.verifiesTheAddress();
    await applicant.fillsIn(samplePharmacy());
    await applicant.agreesToTermsAndPrivacy();
    await applicant.confirms();
    await tab.button('申請する').waitFor();
    await tab.button('申請する').dblclick({ noWaitAfter: true });
    await tab.sees('新規ユーザ登録申請が完了しました。');
    const number = await applicant.number();
    await tab.page.reload();
    expect(await applicant.number()).toBe(number);
    await mailTo(address, subjects.received);
    expect((await mailsTo(address)).filter(({ text }) => /APF-/.test(text))).toHaveLength(1);
  });

  it('shows nobody else what was applied for, nor lets them go on with it (R43)', async () => {
    const applicant = new Applicant((await visitor()).tab, newAddress('mine'));
    const number = await applicant.applies();
    const { tab } = await visitor({ acceptDownloads: true });
    const document = (await applicant.downloads()).url();
    for (const page of ['confirm-address', 'code', 'application', 'confirm', 'complete']) {
      await tab.goesTo(`${demo().services.registration}/user-Registration-Form/${page}`);
      expect(await tab.text()).not.toContain(number);
      expect(await tab.text()).not.toContain(applicant.address);
    }
    const answer = await tab.page.request.get(document, { maxRedirects: 0 });
    expect(answer.status()).toBeGreaterThanOrEqual(300);
    expect(answer.headers()['content-type'] ?? '').not.toContain('pdf');
  });

  it('works on a phone and fits its width all the way (R86)', async () => {
    const { tab } = await visitor({ viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true });
    const number = await new Applicant(tab, newAddress('phone')).applies();
    expect(number).toMatch(/^APF-\d{8}$/);
  });

  it('needs script for nothing but the robot check', async () => {
    const { tab } = await visitor({ javaScriptEnabled: false });
    const answer = await tab.goesTo(`${demo().services.registration}/user-Registration-Form`);
    expect(answer?.status()).toBe(200);
    await tab.fillsIn('メールアドレス', newAddress('noscript'));
    await tab.sees(/JavaScript/);
  });
});

describe('the size of the text (R4)', () => {
  it.each([{ javaScriptEnabled: true }, { javaScriptEnabled: false }])(
    'has three steps that last, %o',
    async (options) => {
      const { tab } = await visitor(options);
      await tab.goesTo(`${demo().services.registration}/user-Registration-Form`);
      const size = () => tab.page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize));
      const sizes: number[] = [];
      for (const name of ['標準', '大', '特大']) {
        await tab.chooses(name);
        await tab.link(name).and(tab.page.locator('[aria-current="true"]')).waitFor();
        await tab.page.reload();
        sizes.push(await size());
        expect(await tab.link(name).getAttribute('aria-current')).toBe('true');
      }
      expect(sizes).toEqual([...sizes].sort((a, b) => a - b));
      expect(new Set(sizes).size).toBe(3);
    },
  );
});
