import { guidanceFor } from './inbox.js';
import { signsIn, type Credentials } from './sign-in.js';
import { demo } from './system/demo.js';
import type { Tab } from './tab.js';

/** A password that keeps R133 and that nobody else has. */
export const newPassword = (): string => `Todoke-${Math.random().toString(36).slice(2, 10)}-${Date.now()}A`;

/** The institution's person, from mail ② on. */
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

  /** By the address for every day (R130). */
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
