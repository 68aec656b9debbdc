import type { EventOf } from './define-event.js';
import { mailAccepted } from './notifications/mail-accepted.v1.js';
import { mailBounced } from './notifications/mail-bounced.v1.js';
import { mailFailed } from './notifications/mail-failed.v1.js';

/** The three events with the outcome of a mail (R161). */
export const mailOutcomes = [mailAccepted, mailBounced, mailFailed] as const;

export type MailOutcomeEvent = EventOf<(typeof mailOutcomes)[number]>;

/** The outcome of one mail to one address, from any of the three events. */
export interface MailOutcome {
  /** Id of the mail at notifications. */
  readonly id: string;
  /** Version of the mail; a higher one replaces a lower one. */
  readonly version: number;
  /** Code of the mail, such as `M5`; an open string. */
  readonly mail: string;
  /** What the mail is about: the number of an application, or the id of a verification. */
  readonly reference: string;
  readonly state: 'accepted' | 'bounced' | 'failed';
  readonly reason?: string;
  /** More than one copy may have left. */
  readonly possiblyTwice: boolean;
  readonly at: Date;
}

export function mailOutcome(event: MailOutcomeEvent): MailOutcome {
  const { aggregate, data } = event;
  const about = {
    id: aggregate.id,
    version: aggregate.version,
    mail: data.mail,
    reference: data.reference,
    possiblyTwice: 'possiblyTwice' in data && data.possiblyTwice === true,
  };
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
