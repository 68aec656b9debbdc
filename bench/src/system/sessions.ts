import { createHash, createHmac, hkdfSync } from 'node:crypto';

/** Hashes a session id as libs/web does. */
export const hashedSession = (sessionId: string): string => createHash('sha256').update(sessionId).digest('base64url');

/** The cookie of a session, signed as libs/web does. */
export function sessionCookie(service: string, sessionId: string, secret: string): string {
  const key = Buffer.from(hkdfSync('sha256', secret, '', `todoke cookie ${service}_session`, 32));
  const signed = `${sessionId}.${createHmac('sha256', key).update(sessionId).digest('base64').replace(/=+$/, '')}`;
  return `${service}_session=${encodeURIComponent(signed)}`;
}
