import { argon2id, hash, needsRehash, verify } from 'argon2';
import { Bulkhead } from './bulkhead.js';

/**
 * OWASP's recommendation for argon2id (RFC 9106): 19 MiB, 2 passes, 1 lane. With higher costs a flood of wrong
 * passwords would delay everybody's sign-in more than an attack on stolen hashes.
 */
const parameters = { type: argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** So many at once, and so many that wait: a flood costs bounded memory, and requests beyond it get 503. */
const atWork = new Bulkhead({ places: 4, waiting: 100 });

/** @throws Problem `busy` where too many wait already */
export const hashPassword = (password: string): Promise<string> => atWork.run(() => hash(password, parameters));

export const isOutdated = (passwordHash: string): boolean => needsRehash(passwordHash, parameters);

/** The hash of an unused random password: verifying it takes as long as verifying a real one. */
let nobodys: Promise<string> | undefined;

/**
 * Whether the password is right. An unknown login ID (no hash) takes the same time and is never right, so that
 * timing does not reveal which login IDs exist.
 */
export async function isPassword(passwordHash: string | undefined, password: string): Promise<boolean> {
  nobodys ??= hashPassword(crypto.randomUUID());
  const known = passwordHash ?? (await nobodys);
  const right = await atWork.run(() => verify(known, password));
  return passwordHash !== undefined && right;
}
