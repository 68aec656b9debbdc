import type { MailCode } from '@todoke/lifecycle';
import { retryAt, type RetryPolicy } from './retry.js';

export type BounceReason = 'no-such-address' | 'mailbox-full' | 'refused' | 'unknown';
export type LateReason = 'expired' | 'gave-up';

/**
 * Why the server refuses our mails, whoever the recipient: our login, its permission to relay, our sender's address,
 * what we may send in a time, the standing of our server, what is in the mail; or for no reason that it tells.
 */
export const heldCauses = ['login', 'relay', 'sender', 'quota', 'blocked', 'content', 'unclear'] as const;
export type HeldCause = (typeof heldCauses)[number];
/** At the greeting or the login, at our sender's address, at a recipient or the content. */
type HeldAt = 'greeting' | 'sender' | 'recipient';
type FailureReason = LateReason | 'unreadable';

/** The properties of one mail to one address in every state. */
export interface AboutMail {
  readonly id: string;
  readonly code: MailCode;
  /** What it is about: application number, request, inquiry. Never an address. */
  readonly reference: string;
  /** Number of attempts. */
  readonly attempts: number;
  /** More than one copy may have left. */
  readonly possiblyTwice: boolean;
  /** It is not sent from this instant on. */
  readonly giveUpAt: Date;
  /** The reason when that instant comes: expired, or tried for long enough. */
  readonly lateReason: LateReason;
}

export type WaitingMail = AboutMail & {
  readonly state: 'waiting';
  readonly dueAt: Date;
  readonly status?: string;
  /** It was refused for a fault of ours, at this instant. */
  readonly held?: { readonly cause: HeldCause; readonly at: Date };
};
export type SendingMail = AboutMail & { readonly state: 'sending' };
type AcceptedMail = AboutMail & { readonly state: 'accepted'; readonly at: Date };
type BouncedMail = AboutMail & {
  readonly state: 'bounced';
  readonly at: Date;
  /** Enhanced status code (RFC 3463). */
  readonly status: string;
  readonly reason: BounceReason;
};
export type FailedMail = AboutMail & {
  readonly state: 'failed';
  readonly at: Date;
  readonly reason: FailureReason;
};

export type Mail = WaitingMail | SendingMail | AcceptedMail | BouncedMail | FailedMail;
export type EndedMail = AcceptedMail | BouncedMail | FailedMail;

/** The outcome of one attempt to hand a mail to the SMTP server. */
export type Handover =
  | { readonly kind: 'accepted' }
  /** Permanently refused: this address or this mail. */
  | {
      readonly kind: 'refused';
      readonly status: string;
      readonly reason: BounceReason;
      /** The reply does not say whose fault it is. */
      readonly doubtful?: true;
      /** The server does not understand how the address is written. */
      readonly syntax?: true;
    }
  /** Temporarily refused: this address or this mail. */
  | { readonly kind: 'deferred'; readonly status: string }
  /** Refused for a fault of ours. `said`: where in the dialogue; before the recipient it holds for all mails. */
  | { readonly kind: 'held'; readonly status: string; readonly cause: HeldCause; readonly said: HeldAt }
  /** The server allows no more connections than it has from us. */
  | { readonly kind: 'crowded' }
  /** The server wants mails at a slower rate. */
  | { readonly kind: 'hurried' }
  /** No server; certainly not handed over. */
  | { readonly kind: 'unavailable' }
  /** The server accepted the envelope and then did not reply; no content was sent. */
  | { readonly kind: 'stuck' }
  /** The connection ended without a reply after content was sent: the mail may have arrived. */
  | { readonly kind: 'cut-off' }
  /** Its sealed value cannot be opened, or its facts do not fit the mail. */
  | { readonly kind: 'unreadable' }
  /** Its time was up before it could be handed over. */
  | { readonly kind: 'too-late' };

/** Of a server that refuses us as no other does: a refusal that blames us defers the mail, and is the recipient's. */
export const asRecipients = (handover: Handover): Handover =>
  handover.kind === 'held' && handover.said === 'recipient' ? { kind: 'deferred', status: handover.status } : handover;

/** The state of a mail after an attempt. `chance` in [0, 1) is the jitter of the retry. */
export function settle(
  mail: SendingMail,
  handover: Handover,
  policy: RetryPolicy,
  now: Date,
  chance: number,
): WaitingMail | EndedMail {
  switch (handover.kind) {
    case 'accepted':
      return { ...about(mail), state: 'accepted', at: now };
    case 'refused':
      return { ...about(mail), state: 'bounced', at: now, status: handover.status, reason: handover.reason };
    case 'unreadable':
      return { ...about(mail), state: 'failed', at: now, reason: 'unreadable' };
    case 'too-late':
      return giveUp(mail, now);
    case 'unavailable':
    case 'crowded':
    case 'hurried':
      return wait(mail, now, now);
    case 'held':
      return hold(mail, retryAt(mail.attempts, heldPolicy(policy, handover.cause), now, chance), now, handover);
    case 'deferred':
      return wait(mail, retryAt(mail.attempts, policy, now, chance), now, handover.status);
    case 'stuck':
      return wait(mail, retryAt(mail.attempts, policy, now, chance), now);
    case 'cut-off':
      return wait({ ...mail, possiblyTwice: true }, retryAt(mail.attempts, policy, now, chance), now);
  }
}

/** A mail whose time is up ends without having been handed over. */
export const giveUp = (mail: WaitingMail | SendingMail, now: Date): FailedMail => ({
  ...about(mail),
  state: 'failed',
  at: now,
  reason: mail.lateReason,
});

export const isTooLate = (mail: AboutMail, now: Date): boolean => now >= mail.giveUpAt;

export const hasEnded = (mail: Mail): mail is EndedMail =>
  mail.state === 'accepted' || mail.state === 'bounced' || mail.state === 'failed';

function wait(mail: SendingMail, dueAt: Date, now: Date, status?: string): WaitingMail | FailedMail {
  if (isTooLate(mail, now)) return giveUp(mail, now);
  return { ...about(mail), state: 'waiting', dueAt, ...(status === undefined ? {} : { status }) };
}

const minute = 60_000;

/** What somebody mends is noticed within ten minutes; a mail whose content is refused is not offered that often. */
const heldPolicy = ({ first, longest }: RetryPolicy, cause: HeldCause): RetryPolicy => ({
  first,
  longest: cause === 'content' ? longest : Math.min(longest, 10 * minute),
});

/** A mail held for a fault of ours is not given up for having been tried for long enough; it may expire. */
function hold(
  mail: SendingMail,
  dueAt: Date,
  now: Date,
  { status, cause }: { readonly status: string; readonly cause: HeldCause },
): WaitingMail | FailedMail {
  if (mail.lateReason === 'expired' && isTooLate(mail, now)) return giveUp(mail, now);
  return { ...about(mail), state: 'waiting', dueAt, status, held: { cause, at: now } };
}

const about = ({ id, code, reference, attempts, possiblyTwice, giveUpAt, lateReason }: AboutMail): AboutMail => ({
  id,
  code,
  reference,
  attempts,
  possiblyTwice,
  giveUpAt,
  lateReason,
});
