import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const algorithm = 'aes-256-gcm';
const nonceLength = 12;
const tagLength = 16;

/**
 * Encrypts the secrets of webhooks at rest, with a key that follows from SESSION_SECRET: whoever reads the database
 * alone cannot sign.
 */
export class SecretBox {
  private readonly key: Buffer;

  constructor(secret: string) {
    this.key = Buffer.from(hkdfSync('sha256', secret, '', 'approval webhook secrets', 32));
  }

  /** @param about what the secret belongs to: encrypted for one endpoint, it opens for no other */
  close(secret: string, about: string): string {
    const nonce = randomBytes(nonceLength);
    const cipher = createCipheriv(algorithm, this.key, nonce).setAAD(Buffer.from(about));
    const closed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), closed]).toString('base64url');
  }

  /** @throws Error where SESSION_SECRET was another one */
  open(closed: string, about: string): string {
    const bytes = Buffer.from(closed, 'base64url');
    const nonce = bytes.subarray(0, nonceLength);
    const tag = bytes.subarray(nonceLength, nonceLength + tagLength);
    const decipher = createDecipheriv(algorithm, this.key, nonce).setAAD(Buffer.from(about)).setAuthTag(tag);
    return decipher.update(bytes.subarray(nonceLength + tagLength), undefined, 'utf8') + decipher.final('utf8');
  }
}
