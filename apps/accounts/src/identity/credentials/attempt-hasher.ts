import { createHmac, hkdfSync } from 'node:crypto';

/**
 * The keys that an attempt counts against. Typed text may be anything, even a password: only keyed hashes are stored.
 */
export interface AttemptKeys {
  readonly subject: string;
  readonly client: string;
}

export class AttemptHasher {
  private readonly key: Buffer;

  constructor(secret: string) {
    this.key = Buffer.from(hkdfSync('sha256', secret, '', 'accounts attempts', 32));
  }

  /** @param browser a browser that the login ID signed in from before: its failures are counted by themselves */
  keys(loginId: string, clientAddress: string, browser?: string): AttemptKeys {
    const subject = [`login:${loginId.toLowerCase()}`, ...(browser === undefined ? [] : [browser])].join(' ');
    return { subject: this.hash(subject), client: this.hash(`client:${clientAddress}`) };
  }

  private hash(value: string): string {
    return createHmac('sha256', this.key).update(value).digest('base64url');
  }
}
