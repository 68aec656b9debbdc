import type { Download } from 'playwright-core';
import { codeFor } from './inbox.js';
import { samplePharmacy, type Application } from './samples.js';
import { demo } from './system/demo.js';
import type { Tab } from './tab.js';

/** The pages of the five steps are recognised by the step bar (R3), not by their headings. */
export const steps = ['メールアドレス登録', 'メールアドレス認証', '申請情報入力', '申請情報確認', '申請完了'] as const;

/** Somebody who applies for an account for an institution (screens A to F). */
export class Applicant {
  constructor(
    readonly tab: Tab,
    readonly address: string,
  ) {}

  async opensTheForm(): Promise<void> {
    await this.tab.goesTo(`${demo().services.registration}/user-Registration-Form`);
  }

  async entersTheAddress(address = this.address): Promise<void> {
    await this.tab.fillsIn('メールアドレス', address);
  }

  /** An SVG covers the widget's checkbox and lets clicks through. */
  async provesNotARobot(): Promise<void> {
    await this.tab.page.getByRole('checkbox', { name: '私はロボットではありません' }).click({ force: true });
    await this.tab.page.getByRole('checkbox', { name: '確認済み' }).waitFor();
  }

  async confirms(): Promise<void> {
    await this.tab.presses('確認');
  }

  async asksForTheCode(): Promise<void> {
    await this.tab.presses('認証メール送信');
    await this.tab.field('認証コード').waitFor();
  }

  async entersTheCode(code?: string): Promise<void> {
    await this.tab.fillsIn('認証コード', code ?? (await codeFor(this.address)));
    await this.tab.presses('認証');
  }

  /** Screens A, B and C. */
  async verifiesTheAddress(): Promise<void> {
    await this.opensTheForm();
    await this.entersTheAddress();
    await this.provesNotARobot();
    await this.confirms();
    await this.asksForTheCode();
    await this.entersTheCode();
    await this.tab.field('機関名').waitFor();
  }

  async fillsIn(application: Application): Promise<void> {
    for (const [label, value] of Object.entries(application)) await this.tab.fillsIn(label, value);
  }

  async agreesToTermsAndPrivacy(): Promise<void> {
    await this.tab.page.getByRole('checkbox', { name: /利用規約に同意します/ }).check();
    await this.tab.page.getByRole('checkbox', { name: /プライバシーポリシーに同意します/ }).check();
  }

  async submits(): Promise<void> {
    await this.tab.presses('申請する');
    await this.tab.sees('新規ユーザ登録申請が完了しました。');
  }

  /** APF- and eight digits, from the completion page. */
  async number(): Promise<string> {
    const number = /APF-\d{8}/.exec(await this.tab.text())?.[0];
    if (number === undefined) throw new Error('the completion page shows no application number');
    return number;
  }

  async downloads(): Promise<Download> {
    const download = this.tab.page.waitForEvent('download');
    await this.tab.chooses('申請内容をダウンロード');
    return download;
  }

  /** The whole application. @returns its number */
  async applies(application: Application = samplePharmacy()): Promise<string> {
    await this.verifiesTheAddress();
    await this.fillsIn(application);
    await this.agreesToTermsAndPrivacy();
    await this.confirms();
    await this.tab.button('申請する').waitFor();
    await this.submits();
    return this.number();
  }
}
