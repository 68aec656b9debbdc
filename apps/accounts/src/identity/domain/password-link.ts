import { resetLink } from './lifetimes.js';
import type { PersonState } from './person.js';

/** `first-password` comes with mail ② and lasts until a password is set; `reset` with M7 and lasts 24 hours. */
export type LinkPurpose = 'first-password' | 'reset';

export const expiryOf = (purpose: LinkPurpose, now: Date): Date | undefined =>
  purpose === 'reset' ? new Date(now.getTime() + resetLink * 1_000) : undefined;

export interface PasswordLink {
  readonly id: string;
  readonly person: string;
  readonly purpose: LinkPurpose;
  readonly expiresAt?: Date;
  readonly usedAt?: Date;
  /** Another link was used, the account was voided, or its mail address is another. */
  readonly deadAt?: Date;
}

/** The state of a link. Each state has a page of its own (R93). */
export type LinkStanding = 'usable' | 'used' | 'already-set' | 'address-changed' | 'expired' | 'void' | 'unknown';

export function standingOf(link: PasswordLink | undefined, state: PersonState | undefined, now: Date): LinkStanding {
  if (link === undefined || state === undefined) return 'unknown';
  if (state === 'voided' || state === 'suspended') return 'void';
  if (link.purpose === 'first-password' && (link.usedAt !== undefined || state === 'active')) return 'already-set';
  if (link.purpose === 'first-password' && link.deadAt !== undefined) return 'address-changed';
  if (link.usedAt !== undefined || link.deadAt !== undefined) return 'used';
  if (link.expiresAt !== undefined && link.expiresAt <= now) return 'expired';
  return 'usable';
}
