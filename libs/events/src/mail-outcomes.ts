import type { EventOf } from './define-event.js';
import { mailAccepted } from './notifications/mail-accepted.v1.js';
import { mailBounced } from './notifications/mail-bounced.v1.js';
import { mailFailed } from './notifications/mail-failed.v1.js';

/** The three events that tell what became of a mail (R161). */
export const mailOutcomes = [mailAccepted, mailBounced, mailFailed] as const;

export type MailOutcomeEvent = EventOf<(typeof mailOutcomes)[number]>;

/** What became of one mail to one address, whichever of the three events told it. */
export interface MailOutcome {
  /** Of the mail, as its sender knows it. */
  readonly id: string;
  /** Of the mail; a later one replaces what an earlier one told. */
  readonly version: number;
  /** `M5` and so on; an open string. */
  readonly mail: string;
  /** What the mail is about: an application's number, a verification's id. */
  readonly reference: string;
  readonly state: 'accepted' | 'bounced' | 'failed';
  readonly reason?: string;
  readonly at: Date;
}

export function mailOutcome(event: MailOutcomeEvent): MailOutcome {
  const { aggregate, data } = event;
  const about = { id: aggregate.id, version: aggregate.version, mail: data.mail, reference: data.reference };
  const occurredAt = new Date(event.occurredAt);
  switch (event.subject) {
    case mailAccepted.subject:
      return { ...about, state: 'accepted', at: new Date(event.data.acceptedAt) };
    case mailBounced.subject:
      return { ...about, state: 'bounced', reason: event.data.reason, at: occurredAt };
    case mailFailed.subject:
      return { ...about, state: 'failed', reason: event.data.reason, at: occurredAt };
  }
}
