/** Who can be signed in; the same roles as in the claims. */
export type PersonRole = 'institution' | 'prefecture' | 'health-centre' | 'municipality' | 'secretariat' | 'ops';

/**
 * R160: 発行済・未設定 → 有効 → 停止. A voided account never got its password: mail ② bounced (R58). An account that is
 * 未発行 has no row.
 */
export type PersonState = 'issued-unset' | 'active' | 'suspended' | 'voided';

export const personTransitions: Readonly<Record<PersonState, readonly PersonState[]>> = {
  'issued-unset': ['active', 'suspended', 'voided'],
  active: ['suspended'],
  suspended: ['active'],
  voided: [],
};

export interface Person {
  readonly id: string;
  readonly loginId: string;
  readonly role: PersonRole;
  /** What colleagues call the person or the office whose account it is. */
  readonly name?: string;
  readonly prefecture?: string;
  readonly area: readonly string[];
  readonly institution?: string;
  readonly addresses: readonly string[];
  readonly state: PersonState;
  readonly passwordHash?: string;
  readonly passwordSetAt?: Date;
  readonly lastSignInAt?: Date;
  readonly previousSignInAt?: Date;
  /** How many changes have ended all sessions. The database counts them; absent in a person who is not stored yet. */
  readonly sessionsEpoch?: number;
  readonly version: number;
}

/** Only an active person may sign in with a password. */
export const maySignIn = (person: Person): boolean => person.state === 'active';

/** A person without a password may have lost the first mail, and gets a new link by login ID (R79). */
export const mayReset = (person: Person): boolean => person.state === 'active' || person.state === 'issued-unset';

/** @returns the person with the new password, or undefined where none may be set */
export function withPassword(person: Person, passwordHash: string, now: Date): Person | undefined {
  if (!mayReset(person)) return undefined;
  return { ...person, state: 'active', passwordHash, passwordSetAt: now };
}

/** Voids an account whose password was never set; any other stays as it is. */
export const voidUnset = (person: Person): Person | undefined =>
  person.state === 'issued-unset' ? { ...person, state: 'voided' } : undefined;

/** Shows the sign-in before this one (統一基準群: the last sign-in is shown). */
export const withSignIn = (person: Person, now: Date): Person => ({
  ...person,
  ...(person.lastSignInAt && { previousSignInAt: person.lastSignInAt }),
  lastSignInAt: now,
});
