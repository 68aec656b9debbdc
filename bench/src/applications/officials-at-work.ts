import { setTimeout as pause } from 'node:timers/promises';
import { Visitor } from '@todoke/testing';
import { numbersIn } from '@todoke/testing/people';
import { Browser, hiddenFields, type Page } from '../system/browser.js';

export interface DeskKind {
  readonly base: string;
  /** Path of the list of waiting applications. */
  readonly list: string;
  /** The form's address, below an application's own. */
  readonly action: string;
  readonly credentials: { readonly loginId: string; readonly password: string };
  /** Number of applications that are processed concurrently. */
  readonly tabs: number;
}

/** Milliseconds to wait where nothing new was in the list. */
const lookAgainAfter = 250;
const askAgainAfter = 10;

/**
 * Officials of one desk, who process their list concurrently: each application is opened, read and decided, over HTTP
 * as a browser would.
 */
export class OfficialsAtWork {
  /** Numbers of what was decided. */
  readonly done = new Set<string>();
  /** Responses other than a decision. */
  readonly refusals: string[] = [];
  private readonly browser: Browser;
  private readonly taken = new Set<string>();
  private readonly waiting: string[] = [];
  private stopping = false;
  private cookie = '';

  constructor(private readonly kind: DeskKind) {
    this.browser = new Browser(kind.base, kind.tabs + 1);
  }

  async signsIn(): Promise<void> {
    const { base, list, credentials } = this.kind;
    const visitor = new Visitor(base);
    const page = await visitor.submit(await visitor.get(list), { ...credentials });
    if (page.status !== 200) throw new Error(`nobody signed in at ${base}: ${page.status} ${page.main.slice(0, 200)}`);
    this.cookie = visitor.cookiesFor('/');
  }

  /** Works until `stops`. @throws where a page does not come */
  async works(): Promise<void> {
    await Promise.all([this.looksAtList(), ...Array.from({ length: this.kind.tabs }, () => this.worksOff())]);
    await this.browser.close();
  }

  stops(): void {
    this.stopping = true;
  }

  /** When a page of the list is done, it is requested again. */
  private async looksAtList(): Promise<void> {
    while (!this.stopping) {
      if (this.waiting.length > 0) await pause(askAgainAfter);
      else if ((await this.findsNew()) === 0) await pause(lookAgainAfter);
    }
  }

  private async findsNew(): Promise<number> {
    const { html } = await this.browser.get(this.kind.list, this.cookie);
    const found = numbersIn(html).filter((number) => !this.taken.has(number));
    for (const number of found) this.taken.add(number);
    this.waiting.push(...found);
    return found.length;
  }

  private async worksOff(): Promise<void> {
    while (!this.stopping) {
      const number = this.waiting.shift();
      if (number === undefined) await pause(askAgainAfter);
      else await this.decides(number);
    }
  }

  private async decides(number: string): Promise<void> {
    const path = `${new URL(this.kind.list, this.kind.base).pathname.replace(/\/$/, '')}/applications/${number}`;
    const page = await this.browser.get(path, this.cookie);
    const answer = await this.browser.post(path + this.kind.action, this.cookie, hiddenFields(page.html));
    if (answer.status === 303) this.done.add(number);
    else this.refuses(number, answer);
  }

  /** The application has changed meanwhile: it is opened again. */
  private refuses(number: string, { status, html }: Page): void {
    if (status === 409) this.waiting.push(number);
    else this.refusals.push(`${number}: ${status} ${html.slice(0, 80)}`);
  }
}
