import { rows, Visitor } from '@todoke/testing';
import { announced } from './issued.js';
import { hospital, kagoshima, logIn, password, seed } from './people.js';
import { running, type Running } from './running.js';

let accounts: Running;
beforeAll(async () => {
  accounts = await running();
  await seed(accounts, [hospital, kagoshima]);
});
afterAll(() => accounts.stop());
beforeEach(async () => {
  await rows(accounts.database.adminUrl, 'DELETE FROM accounts.identity_attempts');
});

const five = Array.from({ length: 5 });

/** `trial-hospital`, as people type and paste it. */
const spellings = [
  'ｔｒｉａｌ－ｈｏｓｐｉｔａｌ',
  'Ｔｒｉａｌーｈｏｓｐｉｔａｌ',
  '\uFEFFtrial-hospital\u3000',
  'trial\u200B-hospital\u00AD',
  'trial‐hospital\u00A0',
  'ユーザ名（ログインID）: trial-hospital',
  '「trial-hospital」',
];

describe('the login ID as people type and paste it', () => {
  it.each(spellings)('signs in as %j', async (typed) => {
    expect(await logIn(new Visitor(accounts.url), typed)).toMatchObject({ h1: '接続先選択' });
  });

  it('counts as one login ID, however it is typed: no spelling has failures of its own', async () => {
    const visitor = new Visitor(accounts.url);
    for (const typed of spellings.slice(0, 5)) await logIn(visitor, typed, 'Wrong-password-1');
    expect(await logIn(visitor, hospital.loginId)).toMatchObject({ h1: 'ログイン' });
    expect(await logIn(visitor, kagoshima.loginId)).toMatchObject({ h1: '接続先選択' });
  });

  it('gets a reset mail', async () => {
    const before = (await announced(accounts, 'password-reset-requested')).length;
    const visitor = new Visitor(accounts.url);
    await visitor.submit(await visitor.get('/password-reset'), { loginId: 'ｔｒｉａｌ－ｈｏｓｐｉｔａｌ\u200B' });
    const after = await announced(accounts, 'password-reset-requested');
    expect(after).toHaveLength(before + 1);
    expect(after.at(-1)?.data['loginId']).toBe(hospital.loginId);
  });

  it.each(['かごしま', 'ｋａごしま', '「」'])('is told to be half width where it is %s', async (typed) => {
    const page = await logIn(new Visitor(accounts.url), typed);
    expect(page).toMatchObject({ status: 422, h1: 'ログイン' });
    expect(page.main).toContain('ユーザ名は半角の英数字で入力してください');
    const visitor = new Visitor(accounts.url);
    const reset = await visitor.submit(await visitor.get('/password-reset'), { loginId: typed });
    expect(reset).toMatchObject({ status: 422 });
  });
});

describe('a limit on the pages of sign-ins and passwords', () => {
  it('counts characters, of which 𠮷 is one: a login ID and a password of them are told to be half width', async () => {
    const page = await logIn(new Visitor(accounts.url), '𠮷'.repeat(60), '𠮷'.repeat(600));
    expect(page).toMatchObject({ status: 422, h1: 'ログイン' });
    expect(page.main).toContain('ユーザ名は半角の英数字で入力してください');
    expect(page.main).toContain('日本語入力をオフにして');
    expect(page.main).not.toContain('以内');
  });

  it.each(['/login', '/password-reset'])('says on %s how many are too many', async (path) => {
    const visitor = new Visitor(accounts.url);
    const page = await visitor.submit(await visitor.get(path), { loginId: '𠮷'.repeat(101), password });
    expect(page.main).toContain('ユーザ名は100文字以内で入力してください。いまは101文字で、1文字多くなっています。');
  });
});

describe('a password that an IME typed', () => {
  it.each(['Ｔｏｄｏｋｅ－２０２６－Ｋｏｋｏｒｏ', `${password}\u3000`, `${password}\u200B`, 'とどけ'])(
    'is told, and is no failure: %j',
    async (typed) => {
      const visitor = new Visitor(accounts.url);
      for (const _time of five) {
        const page = await logIn(visitor, hospital.loginId, typed);
        expect(page).toMatchObject({ status: 422, h1: 'ログイン' });
        expect(page.main).toContain('日本語入力をオフにして');
        expect(page.main).not.toContain('パスワードが正しくありません');
      }
      expect(await logIn(visitor, hospital.loginId)).toMatchObject({ h1: '接続先選択' });
    },
  );

  it('is told alike for a login ID that does not exist', async () => {
    const known = await logIn(new Visitor(accounts.url), hospital.loginId, 'とどけ');
    const unknown = await logIn(new Visitor(accounts.url), 'nobody22', 'とどけ');
    expect(unknown.main.replaceAll('nobody22', '')).toBe(known.main.replaceAll(hospital.loginId, ''));
  });
});
