import { eventually } from '@todoke/testing';
import { signsIn } from './sign-in.js';
import { demo, person } from './system/demo.js';
import type { Tab } from './tab.js';

/** Somebody of the ministry's secretariat, at accounts. */
export class Secretariat {
  constructor(readonly tab: Tab) {}

  async signsIn(): Promise<void> {
    await this.tab.goesTo(`${demo().services.accounts}/secretariat`);
    await signsIn(this.tab, person('secretariat'));
    await this.tab.arrivesAt('確認待ち一覧');
  }

  /** Waits until the prefecture's decision has arrived. */
  async opens(number: string): Promise<void> {
    await eventually(
      async () => {
        await this.tab.goesTo(`${demo().services.accounts}/secretariat`);
        return (await this.tab.link(number).count()) > 0;
      },
      { what: `${number} in 確認待ち一覧` },
    );
    await this.tab.link(number).click();
    await this.tab.page.waitForURL(`**/applications/${number}`);
    await this.tab.sees(number);
  }

  async confirms(number: string): Promise<void> {
    await this.opens(number);
    await this.tab.presses('確認完了');
    await this.tab.button('確認完了').waitFor({ state: 'detached' });
  }
}
