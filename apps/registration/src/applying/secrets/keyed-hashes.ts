import { createHmac, hkdfSync, randomInt, timingSafeEqual } from 'node:crypto';

type Use = 'code' | 'throttle' | 'robot-check' | 'robot-check-key';

/**
 * HMACs with keys that are derived from CHALLENGE_SECRET, one for each use. Six digits have a million values, so a
 * plain hash of a code could be reversed; a keyed one cannot without the key.
 */
export class KeyedHashes {
  constructor(private readonly secret: string) {}

  keyFor(use: Use): Buffer {
    return Buffer.from(hkdfSync('sha256', this.secret, '', `registration/${use}`, 32));
  }

  hash(use: Use, value: string): string {
    return createHmac('sha256', this.keyFor(use)).update(value, 'utf8').digest('base64url');
  }

  /** Bound to its verification, so that equal codes have different hashes. */
  ofCode(verificationId: string, code: string): string {
    return this.hash('code', `${verificationId}:${code}`);
  }

  /** @param whose a mail address or a session; only this hash of it is stored */
  ofThrottle(whose: string): string {
    return this.hash('throttle', whose);
  }

  /** Compares in constant time. */
  isCode(verificationId: string, code: string, codeHash: string): boolean {
    const typed = Buffer.from(this.ofCode(verificationId, code));
    const stored = Buffer.from(codeHash);
    return typed.length === stored.length && timingSafeEqual(typed, stored);
  }
}

/** R16: six digits, leading zeros included, from the operating system's random source. */
export const newCode = (): string => String(randomInt(1_000_000)).padStart(6, '0');
