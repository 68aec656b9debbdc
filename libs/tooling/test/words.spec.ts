import { checkWords } from '../words/check.js';

const cases = new URL('word-cases', import.meta.url).pathname;
const repository = new URL('../../..', import.meta.url).pathname;

describe('one word for one thing', () => {
  it('finds another spelling, and where it stands', () => {
    const { found } = checkWords(cases);
    const page = 'apps/accounts/src/page.hbs';
    expect(found).toEqual([
      { file: page, line: 1, wrong: 'サインイン', right: 'ログイン' },
      { file: page, line: 1, wrong: 'ブラウザー', right: 'ブラウザ' },
      { file: page, line: 2, wrong: 'サインアウト', right: 'ログアウト' },
      { file: page, line: 2, wrong: 'お問合せ', right: 'お問い合わせ' },
      { file: page, line: 2, wrong: 'サーバー', right: 'サーバ' },
    ]);
  });

  it('lets the names stand that the requirements give', () => {
    expect(checkWords(cases).found.map(({ file }) => file)).not.toContain('libs/lifecycle/src/names.ts');
  });

  it('holds in all pages, mails and texts of this repository', () => {
    const { files, found } = checkWords(repository);
    expect(found).toEqual([]);
    expect(files).toBeGreaterThan(500);
  });
});
