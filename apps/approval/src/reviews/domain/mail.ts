import { type ApplicationMail, applicationMails } from '@todoke/lifecycle';
import type { Review, StateName } from './review.js';

/** 送信待ち → 送信完了 | 不達 (R161). `failed`: given up without an answer from the receiving server. */
export type MailState = 'expected' | 'accepted' | 'bounced' | 'failed';

export interface MailOutcome {
  readonly mail: ApplicationMail;
  readonly state: Exclude<MailState, 'expected'>;
  /** The reason code of the event. */
  readonly reason?: string | undefined;
  readonly possiblyTwice: boolean;
  readonly at: Date;
}

export type ShownMail = MailOutcome | { readonly mail: ApplicationMail; readonly state: 'expected' };

/** What of an application its mails depend on. */
interface Mailed extends Pick<Review, 'route'> {
  readonly state: { readonly name: StateName };
}

/** The mails that the prefecture sees: each one with an outcome, and those that must be on their way (R81). */
export function shownMails(application: Mailed, outcomes: readonly MailOutcome[]): ShownMail[] {
  const waiting = expected(application)
    .filter((mail) => !outcomes.some((outcome) => outcome.mail === mail))
    .map((mail): ShownMail => ({ mail, state: 'expected' }));
  const place = ({ mail }: ShownMail): number => applicationMails.indexOf(mail);
  return [...outcomes, ...waiting].sort((one, other) => place(one) - place(other));
}

/**
 * The mails that the state of the application implies. ① is not among them: it is shown once its outcome is known (R71,
 * R72, R76).
 */
function expected({ state, route }: Mailed): ApplicationMail[] {
  const self: ApplicationMail[] = route === 'self' ? ['M2'] : [];
  if (state.name === 'rejected') return [...self, 'M3'];
  if (state.name === 'issued' || state.name === 'voided') return [...self, 'M5'];
  if (state.name === 'granted' && route === 'self') return [...self, 'M6'];
  return self;
}
