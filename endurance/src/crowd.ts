import { personWith } from '@todoke/local-system';
import {
  Applicant,
  Clerk,
  institution,
  LetterBox,
  prefectureDesk,
  secretariatDesk,
  Troubles,
} from '@todoke/testing/people';
import type { Acknowledged } from './ledger/accounts.js';
import type { System } from './system/system.js';

/** Concurrent applicants: each uses a core for a while for the robot check. */
const atOnce = 10;

/** All simulated people: applicants, officials of two prefectures, the secretariat. */
export class Crowd {
  readonly inbox: LetterBox;
  readonly troubles = new Troubles();
  /** The applications whose completion page was shown. */
  readonly acknowledged: Acknowledged[] = [];
  readonly officials: readonly Clerk[];
  readonly secretariat: Clerk;
  private readonly over = new AbortController();
  private readonly underWay = new Set<Promise<void>>();
  private waiting: (() => void)[] = [];
  private busy = 0;
  private next = 0;

  /** @param twinEvery one application in so many is a second one of the same institution */
  constructor(
    private readonly system: System,
    private readonly twinEvery = Infinity,
  ) {
    this.inbox = new LetterBox(system.sink);
    const { approval, accounts } = system.settings.urls;
    const { signal } = this.over;
    const { people } = system.secrets;
    this.officials = ['46', '36'].map((prefecture) => {
      const official = personWith(people, 'prefecture', prefecture);
      return new Clerk(prefectureDesk(approval), official, this.troubles, signal);
    });
    const secretary = personWith(people, 'secretariat');
    this.secretariat = new Clerk(secretariatDesk(accounts), secretary, this.troubles, signal);
  }

  /** The next to apply; those of prefecture 46 and those of 36 take turns. */
  applicant(): Applicant {
    const number = (this.next += 1);
    const { registration } = this.system.settings.urls;
    const around = { registration, inbox: this.inbox, troubles: this.troubles, over: this.over.signal };
    const isTwin = number % this.twinEvery === 0;
    return new Applicant(`applicant-${number}@example.com`, institution(isTwin ? number - 1 : number), around);
  }

  /** Starts so many more applicants, within the limit of concurrent ones. */
  comes(count: number): void {
    for (let one = 0; one < count; one++) this.applies(this.applicant());
  }

  applies(applicant: Applicant): void {
    this.note(this.whenThereIsRoom(() => this.follows(applicant)));
  }

  /**
   * Somebody who stands before 申請する goes on at once: the robot check, which there is little room for, is behind them.
   */
  submits(applicant: Applicant): void {
    this.note(this.follows(applicant));
  }

  private note(work: Promise<void>): void {
    const noted = work.finally(() => this.underWay.delete(noted));
    // The caller that waits for all of them gets the error.
    noted.catch(() => undefined);
    this.underWay.add(noted);
  }

  /** Resolves when all have the completion page. @throws the first failure */
  async everybodyHasApplied(): Promise<void> {
    while (this.underWay.size > 0) await Promise.all(this.underWay);
  }

  /** The officials decide until `officialsStop`. @throws the first failure */
  async officialsWork(): Promise<void> {
    await Promise.all([...this.officials, this.secretariat].map((clerk) => clerk.works()));
  }

  /** The two prefectures approve so many together, half each. */
  async approve(count: number): Promise<void> {
    await Promise.all(this.officials.map((official) => official.worksOff(count / this.officials.length)));
  }

  officialsStop(): void {
    for (const clerk of [...this.officials, this.secretariat]) clerk.stop();
  }

  /** Stops everybody at once. */
  leaves(): void {
    this.over.abort();
  }

  /** How many are on their way to the completion page. */
  get applying(): number {
    return this.underWay.size;
  }

  get approved(): number {
    return this.officials.reduce((sum, { done }) => sum + done.size, 0);
  }

  /** A number that grows with all progress. */
  get progress(): number {
    return this.acknowledged.length + this.approved + this.secretariat.done.size;
  }

  toString(): string {
    const { acknowledged, approved, secretariat, inbox, troubles } = this;
    const counts = `${acknowledged.length} applied, ${approved} approved, ${secretariat.done.size} confirmed`;
    return `${counts}, ② to ${inbox.guided}; met: ${troubles.toString()}`;
  }

  private async follows(applicant: Applicant): Promise<void> {
    const number = await applicant.applies();
    const { address, institution } = applicant;
    this.acknowledged.push({ number, address, institution: institution['insuranceCode'] ?? '' });
  }

  private async whenThereIsRoom(work: () => Promise<void>): Promise<void> {
    if (this.busy >= atOnce) await new Promise<void>((resolve) => this.waiting.push(resolve));
    this.busy += 1;
    try {
      await work();
    } finally {
      this.busy -= 1;
      this.waiting.shift()?.();
    }
  }
}
