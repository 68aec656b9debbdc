import { personWith } from '@todoke/local-system';
import { subjects } from '@todoke/testing/people';
import { Browser } from '../system/browser.js';
import type { System } from '../system/system.js';
import { OfficialsAtWork } from './officials-at-work.js';
import type { ConfirmedDraft } from './drafts.js';

const form = '/user-Registration-Form';
/** Concurrent applicants at 申請する. */
const applicantsAtOnce = 16;
const patience = 120_000;

export interface Run {
  /** Seconds from the first 申請する to the arrival of the last ②. */
  readonly seconds: number;
  readonly wrong: readonly string[];
}

/** All simulated people: applicants, officials of two prefectures, the secretariat. */
export class Crowd {
  private readonly desks: readonly OfficialsAtWork[];
  private readonly applicants: Browser;
  private readonly working: Promise<unknown>;
  private applied = 0;
  private guided = 0;

  private constructor(
    private readonly system: System,
    desks: readonly OfficialsAtWork[],
  ) {
    this.desks = desks;
    this.applicants = new Browser(system.settings.urls.registration, applicantsAtOnce);
    this.working = Promise.all(desks.map((desk) => desk.works()));
    this.working.catch(() => undefined);
  }

  static async comes(system: System): Promise<Crowd> {
    const { approval, accounts } = system.settings.urls;
    const { people } = system.secrets;
    const prefecture = (code: string): OfficialsAtWork =>
      new OfficialsAtWork({
        base: approval,
        list: '/?state=waiting&order=oldest',
        action: '/approve',
        credentials: personWith(people, 'prefecture', code),
        tabs: 6,
      });
    const secretariat = new OfficialsAtWork({
      base: accounts,
      list: '/secretariat',
      action: '',
      credentials: personWith(people, 'secretariat'),
      tabs: 8,
    });
    const desks = [prefecture('46'), prefecture('36'), secretariat];
    for (const desk of desks) await desk.signsIn();
    return new Crowd(system, desks);
  }

  /** All apply as fast as they are served, and wait for mail ②. */
  async run(drafts: readonly ConfirmedDraft[]): Promise<Run> {
    const wrong: string[] = [];
    this.applied = 0;
    this.guided = 0;
    const open = new Set(drafts.map(({ address }) => address));
    const started = Date.now();
    let last = started;
    let heard = started;
    const stop = this.system.sink.listen(({ at, subject, recipients }) => {
      heard = Date.now();
      if (subject !== subjects.guidance) return;
      last = Math.max(last, at);
      for (const address of recipients) if (open.delete(address)) this.guided += 1;
    });
    try {
      const applying = this.apply(drafts, wrong);
      await Promise.race([applying, this.working]);
      while (open.size > 0 && Date.now() - heard < patience) {
        await Promise.race([new Promise((resolve) => setTimeout(resolve, 20)), this.working]);
      }
      if (open.size > 0) wrong.push(`${open.size} of ${drafts.length} never had mail ②`);
      for (const { refusals } of this.desks) wrong.push(...refusals.splice(0));
      return { seconds: (last - started) / 1_000, wrong };
    } finally {
      stop();
    }
  }

  async leaves(): Promise<void> {
    for (const desk of this.desks) desk.stops();
    await this.working;
    await this.applicants.close();
  }

  toString(): string {
    const [one, other, secretariat] = this.desks.map(({ done }) => done.size);
    const approved = (one ?? 0) + (other ?? 0);
    return `${this.applied} applied; in all ${approved} approved, ${secretariat} confirmed; ② to ${this.guided}`;
  }

  private async apply(drafts: readonly ConfirmedDraft[], wrong: string[]): Promise<void> {
    const left = drafts.values();
    const one = async (): Promise<void> => {
      for (const draft of left) {
        const problem = await this.submits(draft);
        if (problem === undefined) this.applied += 1;
        else wrong.push(problem);
      }
    };
    await Promise.all(Array.from({ length: applicantsAtOnce }, one));
  }

  /** 申請する, and the completion page with the number. */
  private async submits({ cookie, fields }: ConfirmedDraft): Promise<string | undefined> {
    const pressed = await this.applicants.post(`${form}/confirm`, cookie, fields);
    if (pressed.status !== 303 || pressed.location !== `${form}/complete`) {
      return `申請する was answered ${pressed.status} ${pressed.location ?? ''}`;
    }
    const page = await this.applicants.get(`${form}/complete`, cookie);
    return /APF-\d{8}/.test(page.html) ? undefined : `the completion page has no number: ${page.status}`;
  }
}
