import { setTimeout as pause } from 'node:timers/promises';
import type { Answer } from '../visitor/answer.js';
import { type Fields, Visitor } from '../visitor/visitor.js';
import type { Troubles } from './troubles.js';

/** How long somebody looks at a page that does not come, in milliseconds: longer than most outages last. */
const patience = 30_000;
const pauseBeforeAgain = 400;

/** The refusals that are expected. */
const nothing = (_refusal: Answer): boolean => false;

/** A person with a browser who waits a little and tries again after a failure. */
export class Person {
  readonly visitor: Visitor;

  constructor(
    base: string,
    private readonly troubles: Troubles,
    /** Aborts what people do. */
    private readonly over: AbortSignal,
  ) {
    this.visitor = new Visitor(base, { patience });
  }

  /** Reloads until a page comes. */
  async opens(path: string): Promise<Answer> {
    for (;;) {
      this.over.throwIfAborted();
      const answer = await this.tries(path, () => this.visitor.get(path));
      if (answer !== undefined) return answer;
      await this.waits();
    }
  }

  /**
   * Sends a form with the token of the last page. Undefined: the outcome is unknown.
   * @param understands whether a refusal is expected
   */
  presses(path: string, fields: Fields = {}, understands = nothing): Promise<Answer | undefined> {
    this.over.throwIfAborted();
    return this.tries(path, () => this.visitor.send(path, fields), understands);
  }

  /** Sends a page's own form, hidden fields and all; otherwise as `presses`. */
  fillsIn(page: Answer, fields: Readonly<Record<string, string>>, understands = nothing): Promise<Answer | undefined> {
    this.over.throwIfAborted();
    return this.tries(new URL(page.url).pathname, () => this.visitor.submit(page, fields), understands);
  }

  async waits(milliseconds = pauseBeforeAgain): Promise<void> {
    await pause(milliseconds, undefined, { signal: this.over });
  }

  private async tries(path: string, work: () => Promise<Answer>, understands = nothing): Promise<Answer | undefined> {
    try {
      const answer = await work();
      if (answer.status < 400 || understands(answer)) return answer;
      const told = String(answer.status);
      this.troubles.met(told);
      if (answer.status !== 503) this.troubles.metOdd(`${told} at ${path}: ${answer.main.slice(0, 300)}`);
      return undefined;
    } catch (error) {
      this.troubles.met(nameOf(error));
      return undefined;
    }
  }
}

/** The code of the cause, such as ECONNREFUSED, else the kind of the error. */
function nameOf(error: unknown): string {
  const { cause, name } = error as { cause?: { code?: string }; name?: string };
  return cause?.code ?? name ?? 'error';
}
