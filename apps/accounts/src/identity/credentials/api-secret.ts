import { createHash, randomInt, timingSafeEqual } from 'node:crypto';
import { drawToken } from '../domain/mailed-token.js';

/** A new secret of an API client: 32 letters and digits, 190 random bits. Shown once, and stored nowhere. */
export const drawApiSecret = (): string => drawToken(randomInt);

/** So many random bits need no salt and no slow hash. */
export const hashOfApiSecret = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

/** Whether the secret has one of these hashes; how long it takes tells nothing of them. */
export function isApiSecret(given: string, hashes: readonly string[]): boolean {
  const hash = Buffer.from(hashOfApiSecret(given));
  return hashes.filter((known) => timingSafeEqual(Buffer.from(known), hash)).length > 0;
}
