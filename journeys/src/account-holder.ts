import { guidanceFor } from './inbox.js';
import { signsIn, type Credentials } from './sign-in.js';
import { demo } from './system/demo.js';
import type { Tab } from './tab.js';

/** A unique password that satisfies R133. */
export const newPassword = (): string => `Todoke-${Math.random().toString(36).slice(2, 10)}-${Date.now()}A`;

/** The person of the institution, from mail ② on. */
export class AccountHolder {
  constructor(
    readonly tab: Tab,
    readonly address: string,
  ) {}

  async opensTheLinkOfTheGuidanceMail(): Promise<void> {
    const { link } = await guidanceFor(this.address);
    await this.tab.goesTo(link);
  }

  async setsThePassword(password: string, again = password): Promise<void> {
    await this.tab.fillsIn('新しいパスワード', password);
    await this.tab.fillsIn('新しいパスワード（確認用）', again);
    await this.tab.presses('パスワードを設定する');
  }

  /** Signs in at the canonical address (R130). */
  async signsIn(credentials: Credentials): Promise<void> {
    await this.tab.goesTo(`${demo().services.accounts}/login`);
    await signsIn(this.tab, credentials);
  }

  /** 接続先選択 → home, in the same tab (R92). */
  async choosesGMis(): Promise<void> {
    await this.tab.arrivesAt('接続先選択');
    await this.tab.chooses('G-MIS');
    await this.tab.page.waitForURL(`${demo().services.reporting}/**`);
  }
}
