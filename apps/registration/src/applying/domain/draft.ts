import type { Application, TypedValues } from '@todoke/application-form';
import { deadlineAfter, isPast } from './deadlines.js';

/** The 16 items of R21–R36, validated and normalised. */
export type Items = Application;

/** What became of the mail with the code, as far as it is known. */
export interface CodeMail {
  readonly state: 'under-way' | 'accepted' | 'bounced' | 'failed';
  readonly reason?: string;
  /** Version of the mail at its sender; 0 before the first event. */
  readonly version: number;
}

/** One code for one address. Its hash is deleted when it is used, replaced or too old. */
export interface Verification {
  readonly id: string;
  readonly requestedAt: Date;
  readonly codeHash: string | undefined;
  readonly wrongAttempts: number;
  readonly mail: CodeMail;
}

/** Versions of the texts that the applicant agreed to (R37, R38). */
export interface Agreement {
  readonly terms: string;
  readonly privacy: string;
}

/** The versions of 利用規約 and プライバシーポリシー that the page shows. Change them with the texts (R37, R38). */
export const agreements: Agreement = { terms: '2026-11-01', privacy: '2026-11-01' };

interface Begun {
  readonly id: string;
  readonly address: string;
  readonly values: TypedValues;
}

/**
 * An application on its way to 申請する: the applicant's part of R159.
 * address = メール未認証, code = 認証待ち, input = 入力中, confirm = 確認中, submitted = 申請済.
 * 期限切れ is no stage of its own: it depends on the clock (`isExpired`).
 */
export type Draft =
  | (Begun & { readonly stage: 'address' })
  | (Begun & { readonly stage: 'code'; readonly verification: Verification })
  | (Begun & { readonly stage: 'input'; readonly verification: Verification })
  | (Begun & {
      readonly stage: 'confirm';
      readonly verification: Verification;
      readonly items: Items;
      readonly agreement: Agreement;
    })
  | { readonly stage: 'submitted'; readonly id: string; readonly number: string };

export type Stage = Draft['stage'];
export type DraftAt<S extends Stage> = Extract<Draft, { stage: S }>;

/** The table of transitions of a draft. A property test covers it. */
export const transitions = {
  address: { enterAddress: 'address', requestCode: 'code' },
  code: { enterAddress: 'address', requestCode: 'code', verify: 'input' },
  input: { enterAddress: 'address', saveValues: 'input', complete: 'confirm' },
  confirm: { enterAddress: 'address', saveValues: 'input', complete: 'confirm', submit: 'submitted' },
  submitted: {},
} as const satisfies Record<Stage, Partial<Record<string, Stage>>>;

/** Number of wrong entries after which a code is no longer valid (R20). */
export const attemptsPerCode = 5;

/** Milliseconds in which a second request sends no second mail (R20). */
const millisecondsBetweenCodes = 60_000;

export const isTooSoonForCode = (draft: DraftAt<'address'> | DraftAt<'code'>, now: Date): boolean =>
  draft.stage === 'code' && now.getTime() - draft.verification.requestedAt.getTime() < millisecondsBetweenCodes;

export const deadlineOf = (draft: Draft): Date | undefined =>
  'verification' in draft ? deadlineAfter(draft.verification.requestedAt) : undefined;

/** 期限切れ (R17). A draft without a code, and a submitted one, cannot expire. */
export function isExpired(draft: Draft, now: Date): boolean {
  const deadline = deadlineOf(draft);
  return deadline !== undefined && isPast(deadline, now);
}

export const beginDraft = (id: string, address: string): DraftAt<'address'> => ({
  stage: 'address',
  id,
  address,
  values: {},
});

/** Changes the address (R14, R20): typed values are kept, the code of the old address is no longer valid. */
export const enterAddress = (draft: Exclude<Draft, { stage: 'submitted' }>, address: string): DraftAt<'address'> => ({
  stage: 'address',
  id: draft.id,
  address,
  values: draft.values,
});

/** A new code replaces the previous one and restarts the 60 minutes. */
export const requestCode = (
  draft: DraftAt<'address'> | DraftAt<'code'>,
  code: { id: string; codeHash: string },
  now: Date,
): DraftAt<'code'> => ({
  stage: 'code',
  id: draft.id,
  address: draft.address,
  values: draft.values,
  verification: { ...code, requestedAt: now, wrongAttempts: 0, mail: { state: 'under-way', version: 0 } },
});

export type Verified =
  | { outcome: 'verified'; draft: DraftAt<'input'> }
  | { outcome: 'wrong'; draft: DraftAt<'code'>; attemptsLeft: number }
  | { outcome: 'used-up'; draft: DraftAt<'code'> };

/** `matches` compares the typed code with the stored hash. The last wrong attempt destroys the hash. */
export function verify(draft: DraftAt<'code'>, matches: (codeHash: string) => boolean): Verified {
  const { verification } = draft;
  const { codeHash, wrongAttempts } = verification;
  if (codeHash === undefined) return { outcome: 'used-up', draft };
  if (matches(codeHash)) {
    const used = { ...verification, codeHash: undefined };
    return { outcome: 'verified', draft: { ...draft, stage: 'input', verification: used } };
  }
  const wrong = wrongAttempts + 1;
  const left = attemptsPerCode - wrong;
  const after = { ...verification, wrongAttempts: wrong, codeHash: left > 0 ? codeHash : undefined };
  const tried: DraftAt<'code'> = { ...draft, verification: after };
  return left > 0 ? { outcome: 'wrong', draft: tried, attemptsLeft: left } : { outcome: 'used-up', draft: tried };
}

/** Stores the typed values while something is invalid or missing. */
export const saveValues = (draft: DraftAt<'input'> | DraftAt<'confirm'>, values: TypedValues): DraftAt<'input'> => ({
  stage: 'input',
  id: draft.id,
  address: draft.address,
  values,
  verification: draft.verification,
});

/** All 16 items are valid and both texts agreed to (R39). */
export const complete = (
  draft: DraftAt<'input'> | DraftAt<'confirm'>,
  entered: { values: TypedValues; items: Items; agreement: Agreement },
): DraftAt<'confirm'> => ({
  stage: 'confirm',
  id: draft.id,
  address: draft.address,
  verification: draft.verification,
  ...entered,
});

/** The typed values are removed from the draft: the application has them now. */
export const submit = (draft: DraftAt<'confirm'>, number: string): DraftAt<'submitted'> => ({
  stage: 'submitted',
  id: draft.id,
  number,
});
