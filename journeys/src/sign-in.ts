import type { Tab } from './tab.js';

export interface Credentials {
  readonly loginId: string;
  readonly password: string;
}

/** Signs in on the page of accounts, whichever service the sign-in began at (R118). */
export async function signsIn(tab: Tab, { loginId, password }: Credentials): Promise<void> {
  await tab.fillsIn('ユーザ名', loginId);
  await tab.fillsIn('パスワード', password);
  await tab.presses('ログイン');
}

/** By the button of a page's header, to the page that says so. Accounts may ask whether this is meant. */
export async function signsOut(tab: Tab): Promise<void> {
  const over = tab.page.getByRole('heading', { level: 1, name: 'ログアウトしました' });
  const question = tab.button('ログアウトする');
  await tab.chooses('ログアウト');
  if (await tab.hasRather(question, over)) await tab.presses('ログアウトする');
  await over.waitFor();
}
