import { createHmac } from 'node:crypto';

/** Signatures of the Standard Webhooks specification, version 1 (HMAC-SHA256). */

const prefix = 'whsec_';

/** As people copy it. @param bytes 32 random ones */
export const secretText = (bytes: Buffer): string => prefix + bytes.toString('base64');

/**
 * @param id of the message; it stays the same in each attempt
 * @param at seconds since 1970
 * @param secrets as `secretText` made them; with two each receiver finds its own
 */
export function signatureOf(id: string, at: number, body: string, secrets: readonly string[]): string {
  const signed = `${id}.${at}.${body}`;
  const keys = secrets.map((secret) => Buffer.from(secret.slice(prefix.length), 'base64'));
  return keys.map((key) => `v1,${createHmac('sha256', key).update(signed).digest('base64')}`).join(' ');
}
