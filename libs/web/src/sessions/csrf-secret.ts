import { createHmac, hkdfSync } from 'node:crypto';

/**
 * The secret of a session's CSRF tokens follows from its id, so that a form can be sent from a session of which nothing
 * is stored. Whoever does not have the session's cookie cannot know it.
 * @param secret the secret that signs the sessions' cookies
 */
export const csrfSecretOf = (sessionId: string, secret: string): string =>
  createHmac('sha256', keyOf(secret)).update(sessionId).digest('base64url');

const keys = new Map<string, Buffer>();

function keyOf(secret: string): Buffer {
  const known = keys.get(secret) ?? Buffer.from(hkdfSync('sha256', secret, '', 'csrf secrets of sessions', 32));
  keys.set(secret, known);
  return known;
}
