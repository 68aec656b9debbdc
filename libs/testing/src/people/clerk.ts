import type { Answer } from '../visitor/answer.js';
import { Person } from './person.js';
import type { Troubles } from './troubles.js';

interface Desk {
  readonly base: string;
  /** Path of the list of waiting applications. */
  readonly list: string;
  /** Decides on the application of a page. Undefined: there is nothing to do, or the outcome is unknown. */
  readonly decide: (person: Person, page: Answer, number: string) => Promise<Answer | undefined> | undefined;
}

interface Credentials {
  readonly loginId: string;
  readonly password: string;
}

/** An official who signs in and decides on the applications of a list one by one, until stopped. */
export class Clerk {
  readonly done = new Set<string>();
  private readonly person: Person;
  private stopping = false;

  constructor(
    private readonly desk: Desk,
    private readonly credentials: Credentials,
    troubles: Troubles,
    over: AbortSignal,
  ) {
    this.person = new Person(desk.base, troubles, over);
  }

  stop(): void {
    this.stopping = true;
  }

  async works(): Promise<void> {
    while (!this.stopping) {
      const numbers = await this.looksAtList();
      for (const number of numbers) if (!this.stopping) await this.decides(number);
      if (numbers.length === 0) await this.person.waits(300);
    }
  }

  /** Decides on so many waiting applications. */
  async worksOff(count: number): Promise<void> {
    const until = this.done.size + count;
    while (this.done.size < until) {
      const numbers = await this.looksAtList();
      for (const number of numbers.slice(0, until - this.done.size)) await this.decides(number);
      if (this.done.size < until) await this.person.waits(200);
    }
  }

  async signsIn(): Promise<void> {
    await this.looksAtList();
  }

  private async looksAtList(): Promise<string[]> {
    for (;;) {
      const page = await this.person.opens(this.desk.list);
      if (page.url.startsWith(this.desk.base + this.desk.list)) return numbersIn(page.html);
      // Within the sign-in.
      await this.person.fillsIn(page, { ...this.credentials });
    }
  }

  private async decides(number: string): Promise<void> {
    const page = await this.person.opens(this.pathOf(number));
    const answer = await this.desk.decide(this.person, page, number);
    if (answer !== undefined) this.done.add(number);
  }

  private pathOf(number: string): string {
    const folder = new URL(this.desk.list, this.desk.base).pathname.replace(/\/$/, '');
    return `${folder}/applications/${number}`;
  }
}

/** The numbers of the applications that a list leads to. */
export const numbersIn = (html: string): string[] => [
  ...new Set([...html.matchAll(/href="[^"]*\/applications\/(APF-\d{8})"/g)].map(([, number = '']) => number)),
];

/** 承認する, at approval. */
export const prefectureDesk = (approval: string): Desk => ({
  base: approval,
  list: '/?state=waiting&order=oldest',
  decide: (person, page, number) => {
    const path = `/applications/${number}/approve`;
    return page.html.includes(path) ? person.presses(path) : undefined;
  },
});

/** 確認完了, at accounts. */
export const secretariatDesk = (accounts: string): Desk => ({
  base: accounts,
  list: '/secretariat',
  decide: async (person, page) => {
    if (!page.html.includes('name="seen"')) return undefined;
    const answer = await person.fillsIn(page, {}, isOutOfDate);
    return answer !== undefined && isOutOfDate(answer) ? undefined : answer;
  },
});

/** Another application has made this institution known meanwhile, so the match must be confirmed again. */
const isOutOfDate = ({ status, main }: Answer): boolean => status === 409 && main.includes('照合結果が変わりました');
