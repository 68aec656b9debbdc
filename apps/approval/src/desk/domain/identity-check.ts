import type { Institution } from './institution.js';

/** Facts that a caller can be asked for; R119 asks for the first four. */
export const checkedFacts = [
  'name',
  'address',
  'phone',
  'contact',
  'institution-code',
  'insurance-code',
  'mail-address',
] as const;
export type CheckedFact = (typeof checkedFacts)[number];

/** Name and address stand in every list of institutions, so one of them alone shows nothing of who calls. */
export const fewestFacts = 2;

/** What an official noted of a check. */
export interface NotedCheck {
  readonly facts: readonly CheckedFact[];
  /** The number that was called back, digits alone. */
  readonly callback?: string | undefined;
  readonly note?: string | undefined;
}

/** How an official checked who calls, before a login ID was shown (R163). */
export interface IdentityCheck extends NotedCheck {
  readonly id: string;
  readonly institution: string;
  readonly prefecture: string;
  /** Subject of the official. */
  readonly official: string;
  readonly at: Date;
}

/** Milliseconds: for as long as the call lasts. Then who calls is checked again. */
const validFor = 10 * 60_000;

/** Whether the official may still be shown the login ID that the check was made for. */
export const isOver = ({ at }: IdentityCheck, now: Date): boolean => now.getTime() - at.getTime() > validFor;

/** Whether the check is one by this official on this institution. */
export const isFor = (check: IdentityCheck, official: string, institution: Pick<Institution, 'id'>['id']): boolean =>
  check.official === official && check.institution === institution;
