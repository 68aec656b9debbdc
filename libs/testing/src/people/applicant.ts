import type { Answer } from '../visitor/answer.js';
import type { Institution } from './institutions.js';
import type { LetterBox } from './letter-box.js';
import { Person } from './person.js';
import { solvedRobotCheck } from './robot-check.js';
import type { Troubles } from './troubles.js';

const form = '/user-Registration-Form';
/** The form's address: it redirects to the step at which the draft is. */
const whereAmI = `${form}/confirm`;
/** Milliseconds; a code can be asked for again after a minute (R20). */
const patienceWithMail = 62_000;
const mostSteps = 200;

interface Surroundings {
  readonly registration: string;
  readonly inbox: LetterBox;
  readonly troubles: Troubles;
  readonly over: AbortSignal;
}

/** The steps of the form, by the last segment of their address. */
type Step = 'robot-check' | 'ask-for-code' | 'enter-code' | 'fill-in' | 'submit';

/** Applies for an institution, from the robot check to the completion page, and tries again after failures. */
export class Applicant {
  private readonly person: Person;
  private readonly tried = new Set<string>();
  private askedForCode = 0;

  constructor(
    readonly address: string,
    readonly institution: Institution,
    private readonly around: Surroundings,
  ) {
    this.person = new Person(around.registration, around.troubles, around.over);
  }

  /** @returns the number on the completion page: from then on the application is acknowledged */
  async applies(): Promise<string> {
    const page = await this.goesAsFarAs('complete');
    const number = /APF-\d{8}/.exec(page.main)?.[0];
    if (number === undefined) throw new Error(`the completion page has no number: ${page.main.slice(0, 200)}`);
    return number;
  }

  /** Does step after step until this page is reached. */
  async goesAsFarAs(wanted: 'code' | 'confirm' | 'complete'): Promise<Answer> {
    let page = await this.person.opens(whereAmI);
    for (let step = 0; step < mostSteps; step++) {
      const place = placeOf(page);
      if (place === wanted) return page;
      const next = await this.does(place, page);
      // The outcome is unknown: the form's address shows the present step.
      if (next === undefined) await this.person.waits();
      page = next ?? (await this.person.opens(whereAmI));
    }
    throw new Error(`${this.address} is still at ${page.url} after ${mostSteps} steps: ${page.main.slice(0, 200)}`);
  }

  private does(place: string, page: Answer): Promise<Answer | undefined> {
    const step = stepAt[place];
    if (step === undefined) throw new Error(`no step at ${page.url}: ${page.main.slice(0, 200)}`);
    switch (step) {
      case 'robot-check':
        return this.checksIn(page);
      case 'ask-for-code':
        return this.asksForCode();
      case 'enter-code':
        return this.entersCode();
      case 'fill-in':
        return this.person.presses(`${form}/application`, this.institution);
      case 'submit':
        return this.person.fillsIn(page, {});
    }
  }

  /** Solves the robot check of the page, which may be a harder one after a flood. */
  private async checksIn(page: Answer): Promise<Answer | undefined> {
    const altcha = await solvedRobotCheck({ get: (path) => this.person.opens(path) }, page);
    const harder = ({ status, html }: Answer): boolean => status === 422 && html.includes('?level');
    return this.person.presses(form, { email: this.address, altcha }, harder);
  }

  private asksForCode(): Promise<Answer | undefined> {
    this.askedForCode += 1;
    return this.person.presses(`${form}/confirm-address`);
  }

  /** The newest code that was not refused. An older one may arrive after a new one was requested. */
  private async entersCode(): Promise<Answer | undefined> {
    const until = Date.now() + patienceWithMail;
    for (;;) {
      const code = this.around.inbox.codesFor(this.address).findLast((one) => !this.tried.has(one));
      if (code !== undefined) {
        const understands = ({ status }: Answer): boolean => status === 422 && this.askedForCode > 1;
        const answer = await this.person.presses(`${form}/code`, { code }, understands);
        // Without a response the code may have been accepted or not; the next page shows which.
        if (answer !== undefined) this.tried.add(code);
        return answer;
      }
      if (Date.now() > until) return this.asksForCode();
      await this.person.waits(100);
    }
  }
}

const stepAt: Readonly<Record<string, Step>> = {
  address: 'robot-check',
  'confirm-address': 'ask-for-code',
  code: 'enter-code',
  application: 'fill-in',
  confirm: 'submit',
};

/** `…/user-Registration-Form/code` is `code`; the form's own address is where the mail address is asked for. */
const placeOf = ({ url }: Answer): string => new URL(url).pathname.slice(form.length + 1) || 'address';
