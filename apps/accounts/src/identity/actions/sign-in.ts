import { audit } from '@todoke/database';
import { problems } from '../problems.js';
import { hashPassword, isOutdated, isPassword } from '../credentials/password-hash.js';
import { maySignIn, withSignIn, type Person } from '../domain/person.js';
import { pausedUntil, perClient, perLoginId, windowStart } from '../domain/throttle.js';
import { clearAttempts, countAttempt, type AttemptKeys, type Attempts } from '../persistence/attempts.js';
import { findByLoginId, findPersonForChange, savePerson } from '../persistence/people.js';
import type { IdentityTools } from '../tools.js';

export interface Credentials {
  readonly loginId: string;
  readonly password: string;
  /** Network address of the browser. */
  readonly client: string;
  /** The known-browser cookie of an earlier sign-in. */
  readonly browserCookie: string | undefined;
}

export interface SignedInPerson {
  readonly id: string;
  /** Cookie for the browser. */
  readonly browserCookie: string;
}

/**
 * Checks a login ID and its password (R118, R130). The response to an unknown login ID, a wrong password and an account
 * that may not sign in is the same, and takes the same time.
 * @throws Problem sign-in-refused, too-many-attempts
 */
export async function signIn(tools: IdentityTools, credentials: Credentials): Promise<SignedInPerson> {
  const { loginId, password, client, browserCookie } = credentials;
  const keys = tools.attempts.keys(loginId, client, tools.browsers.nameFor(loginId, browserCookie));
  await countOrRefuse(tools, keys);
  const person = await findByLoginId(tools.databases.app, loginId);
  const right = await isPassword(person?.passwordHash, password);
  if (person === undefined || !right || !maySignIn(person)) {
    await noteRefusal(tools, person);
    throw problems.signInRefused();
  }
  await noteSignIn(tools, person, keys, password);
  return { id: person.id, browserCookie: tools.browsers.remember(loginId, browserCookie) };
}

async function countOrRefuse({ databases, clock }: IdentityTools, keys: AttemptKeys): Promise<void> {
  const now = clock.now();
  const judge = ({ bySubject, byClient }: Attempts): true | undefined =>
    (pausedUntil(bySubject, perLoginId, now) ?? pausedUntil(byClient, perClient, now)) && true;
  const since = windowStart(perLoginId, now);
  const refused = await databases.app.$transaction((tx) => countAttempt(tx, 'sign-in', keys, since, now, judge));
  if (refused) throw problems.tooManyAttempts();
}

/** Counted for unknown login IDs as well, so that they take the same time. */
async function noteRefusal({ databases, clock }: IdentityTools, person: Person | undefined): Promise<void> {
  const subject = person?.id ?? 'unknown';
  await audit(databases.app, { actor: 'unknown', action: 'sign-in.refused', subject, at: clock.now() });
}

async function noteSignIn(
  { databases, clock }: IdentityTools,
  { id, passwordHash }: Person,
  keys: AttemptKeys,
  password: string,
): Promise<void> {
  const renewed = passwordHash !== undefined && isOutdated(passwordHash) ? await hashPassword(password) : undefined;
  const now = clock.now();
  await databases.app.$transaction(async (tx) => {
    await clearAttempts(tx, 'sign-in', keys);
    const person = await findPersonForChange(tx, id);
    // The account was suspended or its password reset meanwhile.
    const unchanged = person !== undefined && maySignIn(person) && person.passwordHash === passwordHash;
    if (!unchanged) throw problems.signInRefused();
    await savePerson(tx, { ...withSignIn(person, now), ...(renewed && { passwordHash: renewed }) });
    await audit(tx, { actor: id, action: 'person.signed-in', subject: id, at: now });
  });
}
