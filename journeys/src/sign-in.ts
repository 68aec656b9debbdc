import type { Tab } from './tab.js';

export interface Credentials {
  readonly loginId: string;
  readonly password: string;
}

/** On the sign-in page of accounts, wherever the way began (R118). */
export async function signsIn(tab: Tab, { loginId, password }: Credentials): Promise<void> {
  await tab.fillsIn('ユーザ名', loginId);
  await tab.fillsIn('パスワード', password);
  await tab.presses('ログイン');
}
