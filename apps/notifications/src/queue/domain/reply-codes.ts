import { isOurs, type Sign } from './reply-words.js';

/** Reply codes of logging in and of encryption (RFC 4954, RFC 5248, RFC 3207): the recipient has no part in them. */
const loginCodes = new Set([523, 524, 525, 530, 534, 535, 538]);

/**
 * What an enhanced status code says by itself (RFC 3463, the registry of RFC 5248, and Microsoft's own numbers from
 * 5.7.50 on). Codes that servers use for anything, as 5.7.1, are not here.
 */
const statusSigns: readonly (readonly [RegExp, Sign])[] = [
  [/^1\./, { recipient: 'no-such-address' }],
  [/^2\.1$/, { recipient: 'no-such-address' }],
  [/^2\.2$/, { recipient: 'mailbox-full' }],
  [/^2\.3$|^3\.4$|^6\./, { ours: 'content' }],
  [/^2\./, { recipient: 'refused' }],
  [/^3\.5$|^7\.(?:51|64)$/, { ours: 'relay' }],
  [/^4\.[14]$|^7\.1[78]$/, { recipient: 'no-such-address' }],
  [/^4\.5$|^7\.7\d\d$/, { ours: 'quota' }],
  [/^7\.(?:12|124|13[3-6])$/, { recipient: 'refused' }],
  [/^7\.(?:[89]|1[01]|57)$/, { ours: 'login' }],
  [/^7\.(?:2[0-46-79]|3\d|60|509|51[25])$/, { ours: 'sender' }],
  [/^7\.(?:25|28|5\d\d|6\d\d)$/, { ours: 'blocked' }],
];

/** Bad sender's mailbox or system (RFC 3463 3.2). Words beside it, such as "invalid address", are of that sender. */
export const namesSender = (status: string): boolean => /^[45]\.1\.[78]$/.test(status);

/** Whom the codes speak of; undefined where they do not say. @param status as `5.1.1` */
export function signOfCodes(replyCode: number, status: string): Sign | undefined {
  if (loginCodes.has(replyCode)) return { ours: 'login' };
  const detail = status.slice(2);
  const sign = statusSigns.find(([pattern]) => pattern.test(detail))?.[1];
  // For now, congestion (4.4.5) is nobody's fault, and a recipient's trouble passes.
  return replyCode < 500 && (status === '4.4.5' || !isOurs(sign)) ? undefined : sign;
}
