/**
 * The local system cannot start or go on. The message says what failed, why, what to do about it, and where the
 * log is.
 */
export class StartFailure extends Error {
  override readonly name: string = 'StartFailure';
  readonly what: string;
  readonly why?: string;
  readonly todo?: string;
  readonly log?: string;

  constructor(what: string, more: { why?: string; todo?: string; log?: string; cause?: unknown } = {}) {
    super(more.why === undefined ? what : `${what}: ${more.why}`, { cause: more.cause });
    this.what = what;
    if (more.why !== undefined) this.why = more.why;
    if (more.todo !== undefined) this.todo = more.todo;
    if (more.log !== undefined) this.log = more.log;
  }
}

/** The message of any thrown value. */
export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
