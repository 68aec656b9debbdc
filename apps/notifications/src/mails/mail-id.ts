import { createHash } from 'node:crypto';

/**
 * The id of a mail: a UUID (version 8, RFC 9562) made of its event, its code and the place of its address. A
 * replayed event makes the same id, so the same Message-ID; and the id says nothing about the address.
 */
export function mailId(eventId: string, code: string, position: number): string {
  const bytes = createHash('sha256').update(`${eventId} ${code} ${position}`).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
