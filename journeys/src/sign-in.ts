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
