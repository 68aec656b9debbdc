import type { PersonWhoSignsIn } from '@todoke/local-system';
import { eventually } from '@todoke/testing';
import { signsIn } from './sign-in.js';
import { demo, person } from './system/demo.js';
import type { Tab } from './tab.js';

/** An official of a prefecture, at approval. */
export class Official {
  readonly person: PersonWhoSignsIn;

  constructor(
    readonly tab: Tab,
    prefecture: string,
  ) {
    this.person = person('prefecture', prefecture);
  }

  /** Starts at the list and returns to it. */
  async signsIn(): Promise<void> {
    await this.tab.goesTo(demo().services.approval);
    await signsIn(this.tab, this.person);
    await this.tab.arrivesAt('申請一覧');
  }

  /** Waits until the application is found in the list. */
  async opens(number: string): Promise<void> {
    await eventually(
      async () => {
        await this.tab.goesTo(`${demo().services.approval}/?q=${number}`);
        return (await this.tab.link(number).count()) > 0;
      },
      { what: `${number} in 申請一覧` },
    );
    await this.tab.link(number).click();
    await this.tab.page.waitForURL(`**/applications/${number}`);
    await this.tab.sees(number);
  }

  async approves(number: string): Promise<void> {
    await this.opens(number);
    await this.tab.presses('承認する');
    await this.tab.button('承認する').waitFor({ state: 'detached' });
  }

  /** Receives a メールアドレス変更依頼 with its four facts (R59), and carries it out. */
  async changesTheAddress(facts: Readonly<Record<string, string>>): Promise<void> {
    await this.tab.goesTo(`${demo().services.approval}/address-changes/new`);
    for (const [label, value] of Object.entries(facts)) await this.tab.fillsIn(label, value);
    await this.tab.presses('受け付ける');
    await this.tab.button('変更を実行する').waitFor();
    await this.tab.presses('変更を実行する');
    await this.tab.button('変更を実行する').waitFor({ state: 'detached' });
  }

  async rejects(number: string, reason: string): Promise<void> {
    await this.opens(number);
    await this.tab.fillsIn('却下理由', reason);
    await this.tab.presses('却下する');
    await this.tab.button('却下する').waitFor({ state: 'detached' });
  }
}
