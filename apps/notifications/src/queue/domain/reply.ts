import type { BounceReason, Handover } from './mail.js';

/** What is known of a failed hand-over. Not the text of a reply, which may quote the address. */
export interface SmtpTrouble {
  /** The command it happened at, such as `RCPT TO`; `API` when nothing was said to a server. */
  readonly command?: string | undefined;
  /** Reply code (RFC 5321), when there was a reply. */
  readonly replyCode?: number | undefined;
  /** Enhanced status code (RFC 3463), when the reply had one. */
  readonly enhanced?: string | undefined;
  /** The envelope itself was refused by the client: no such thing can be an address. */
  readonly badEnvelope: boolean;
  /** How far it came: still connecting, the envelope had begun to leave, or the content had. */
  readonly progress: 'connecting' | 'envelope' | 'content';
}

/** Only the answers to these are about the address or the mail; all others are about us and our server. */
const aboutTheMail = (command: string | undefined): boolean => command === 'RCPT TO' || command === 'DATA';

/**
 * What a failed hand-over means. 5xx to RCPT TO or DATA: refused for good. 4xx there: later. Anything else
 * (greeting, TLS, login, MAIL FROM, 421, a broken connection) says nothing about the address, so that a wrong
 * setting of ours never makes an address undeliverable.
 */
export function judge(
  trouble: SmtpTrouble,
): Exclude<Handover, { kind: 'accepted' | 'unreadable' | 'too-late' }> {
  const { replyCode, enhanced } = trouble;
  if (trouble.badEnvelope) return { kind: 'refused', status: '5.1.3', reason: 'no-such-address' };
  if (replyCode === undefined) return { kind: silence[trouble.progress] };
  if (!aboutTheMail(trouble.command) || replyCode === 421 || replyCode === 503) return { kind: 'unavailable' };
  if (replyCode >= 500) {
    const status = enhanced?.startsWith('5.') ? enhanced : '5.0.0';
    return { kind: 'refused', status, reason: bounceReason(replyCode, status) };
  }
  return { kind: 'deferred', status: enhanced?.startsWith('4.') ? enhanced : '4.0.0' };
}

/** What it means that no answer came. */
const silence = { connecting: 'unavailable', envelope: 'stuck', content: 'cut-off' } as const;

/** The enhanced code says more than the reply code, which has to do without one (RFC 5321, 4.2.3). */
export function bounceReason(replyCode: number, status: string): BounceReason {
  if (status === '5.0.0') return byReplyCode[replyCode] ?? 'unknown';
  if (status === '5.2.2') return 'mailbox-full';
  if (/^5\.1\.(?![78]$)|^5\.2\.1$|^5\.4\.4$/.test(status)) return 'no-such-address';
  return 'refused';
}

const byReplyCode: Readonly<Record<number, BounceReason>> = {
  550: 'no-such-address',
  551: 'no-such-address',
  552: 'mailbox-full',
  553: 'no-such-address',
  554: 'refused',
};
