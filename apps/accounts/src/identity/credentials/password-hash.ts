import { argon2id, hash, needsRehash, verify } from 'argon2';
import { Bulkhead } from './bulkhead.js';

/**
 * OWASP's recommendation for argon2id (RFC 9106): 19 MiB, 2 passes, 1 lane. More would let a flood of wrong passwords
 * hold up everybody's sign-in for longer than it would hold up a thief of hashes.
 */
const parameters = { type: argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** So many at once, and so many who wait: a flood costs bounded memory, and those beyond are told to come again. */
const atWork = new Bulkhead({ places: 4, waiting: 100 });

/** @throws Problem `busy` where too many wait already */
export const hashPassword = (password: string): Promise<string> => atWork.run(() => hash(password, parameters));

export const isOutdated = (passwordHash: string): boolean => needsRehash(passwordHash, parameters);

/** The hash of a password that nobody has: checking it takes as long as checking a real one. */
let nobodys: Promise<string> | undefined;

/**
 * Whether the password is right. An unknown login ID (no hash) takes the same time and is never right, so that nobody
 * learns from the clock which login IDs exist.
 */
export async function isPassword(passwordHash: string | undefined, password: string): Promise<boolean> {
  nobodys ??= hashPassword(crypto.randomUUID());
  const known = passwordHash ?? (await nobodys);
  const right = await atWork.run(() => verify(known, password));
  return passwordHash !== undefined && right;
}
