import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/*
 * The id_token of a session, which proves to the issuer who signs out (RP-Initiated Logout 1.0, section 2). It is kept
 * encrypted with a key that is made of the session's id. The browser's cookie alone has that id: the table of sessions
 * has its hash. So nobody can read the token in the database or in a backup, with the settings of the service either.
 */

const algorithm = 'aes-256-gcm';
const [ivBytes, tagBytes] = [12, 16];

const keyOf = (sessionId: string): Uint8Array => new Uint8Array(hkdfSync('sha256', sessionId, '', 'sign-out hint', 32));

/** @returns IV, tag and ciphertext, as base64url */
export function sealHint(idToken: string, sessionId: string): string {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv(algorithm, keyOf(sessionId), iv);
  const sealed = Buffer.concat([cipher.update(idToken, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** @returns undefined where there is none, or it belongs to another session */
export function openHint(hint: string | undefined, sessionId: string): string | undefined {
  if (hint === undefined) return undefined;
  const bytes = Buffer.from(hint, 'base64url');
  try {
    const decipher = createDecipheriv(algorithm, keyOf(sessionId), bytes.subarray(0, ivBytes));
    decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
    return decipher.update(bytes.subarray(ivBytes + tagBytes), undefined, 'utf8') + decipher.final('utf8');
  } catch {
    return undefined;
  }
}
