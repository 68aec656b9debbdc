import type { BounceReason, Handover } from './mail.js';

/** The facts of a failed hand-over, without the text of the reply, which may quote the address. */
export interface SmtpTrouble {
  /** The SMTP command that failed, such as `RCPT TO`; `API` where no server was involved. */
  readonly command?: string | undefined;
  /** Reply code (RFC 5321), when there was a reply. */
  readonly replyCode?: number | undefined;
  /** Enhanced status code (RFC 3463), when the reply had one. */
  readonly enhanced?: string | undefined;
  /** The client refused the envelope: the address is not valid. */
  readonly badEnvelope: boolean;
  /** Progress: connecting, envelope being sent, or content being sent. */
  readonly progress: 'connecting' | 'envelope' | 'content';
}

/**
 * Only replies to these commands concern the address or the mail; all others concern the server or its configuration.
 */
const aboutTheMail = (command: string | undefined): boolean => command === 'RCPT TO' || command === 'DATA';

/**
 * What a failed hand-over means. 5xx to RCPT TO or DATA: refused for good. 4xx there: later. Anything else
 * (greeting, TLS, login, MAIL FROM, 421, a broken connection) says nothing about the address, so that a wrong
 * setting of ours never makes an address undeliverable.
 */
export function judge(trouble: SmtpTrouble): Exclude<Handover, { kind: 'accepted' | 'unreadable' | 'too-late' }> {
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

/** The outcome without a reply. */
const silence = { connecting: 'unavailable', envelope: 'stuck', content: 'cut-off' } as const;

/** The enhanced code is more precise than the reply code (RFC 5321 4.2.3). */
function bounceReason(replyCode: number, status: string): BounceReason {
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
