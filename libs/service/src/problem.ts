/** What kind of refusal: decides the HTTP status, and whether an event is tried again. */
export type ProblemKind =
  | 'invalid'
  | 'malformed'
  | 'unauthenticated'
  | 'forbidden'
  | 'missing'
  | 'conflict'
  | 'gone'
  | 'too-large'
  | 'throttled'
  | 'unavailable'
  | 'broken';

export const httpStatus: Readonly<Record<ProblemKind, number>> = {
  malformed: 400,
  invalid: 422,
  unauthenticated: 401,
  forbidden: 403,
  missing: 404,
  conflict: 409,
  gone: 410,
  'too-large': 413,
  throttled: 429,
  unavailable: 503,
  broken: 500,
};

/** One refused field. `field` is '' for what concerns the form as a whole. */
export interface FieldError {
  readonly field: string;
  readonly message: string;
}

/**
 * Every refusal. `text` is for the reader, in the reader's language; `detail` is for whoever operates the
 * service and is never sent out. Neither holds personal data.
 */
export class Problem extends Error {
  override readonly name = 'Problem';

  constructor(
    readonly code: string,
    readonly kind: ProblemKind,
    readonly text: string,
    readonly detail?: string,
    readonly fields: readonly FieldError[] = [],
  ) {
    super(detail === undefined ? code : `${code}: ${detail}`);
  }

  get status(): number {
    return httpStatus[this.kind];
  }
}

type Catalogue = Readonly<Record<string, { readonly kind: ProblemKind; readonly text: string }>>;
export type Problems<C extends Catalogue> = {
  readonly [Name in keyof C]: (detail?: string, fields?: readonly FieldError[]) => Problem;
};

/** An app's catalogue of refusals: `problems.applicationMissing()` makes the Problem `application-missing`. */
export function defineProblems<C extends Catalogue>(catalogue: C): Problems<C> {
  const makers = Object.entries(catalogue).map(([name, { kind, text }]) => {
    const code = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    return [name, (detail?: string, fields?: readonly FieldError[]) => new Problem(code, kind, text, detail, fields)];
  });
  return Object.fromEntries(makers) as Problems<C>;
}
