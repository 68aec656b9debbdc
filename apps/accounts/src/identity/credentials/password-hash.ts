import { argon2id, hash, needsRehash, verify } from 'argon2';

/** RFC 9106, section 4, second recommended option: 64 MiB, 3 passes, 4 lanes. */
const parameters = { type: argon2id, memoryCost: 65_536, timeCost: 3, parallelism: 4 } as const;

export const hashPassword = (password: string): Promise<string> => hash(password, parameters);

export const isOutdated = (passwordHash: string): boolean => needsRehash(passwordHash, parameters);

/** The hash of a password that nobody has: checking it takes as long as checking a real one. */
let nobodys: Promise<string> | undefined;

/**
 * Whether the password is right. An unknown login ID (no hash) takes the same time and is never right, so that nobody
 * learns from the clock which login IDs exist.
 */
export async function isPassword(passwordHash: string | undefined, password: string): Promise<boolean> {
  nobodys ??= hashPassword(crypto.randomUUID());
  const right = await verify(passwordHash ?? (await nobodys), password);
  return passwordHash !== undefined && right;
}
