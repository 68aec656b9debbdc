import { type ApplicationMail, applicationMails } from '@todoke/lifecycle';
import type { Review } from './review.js';

/** 送信待ち → 送信完了 | 不達 (R161); `failed` is given up without an answer of the receiving side. */
export type MailState = 'expected' | 'accepted' | 'bounced' | 'failed';

export interface MailOutcome {
  readonly mail: ApplicationMail;
  readonly state: Exclude<MailState, 'expected'>;
  /** Why it did not arrive, in the words of the event. */
  readonly reason?: string | undefined;
  readonly possiblyTwice: boolean;
  readonly at: Date;
}

export type ShownMail = MailOutcome | { readonly mail: ApplicationMail; readonly state: 'expected' };

/** What the prefecture is shown: each outcome heard of, and the mails that must be on their way (R81). */
export function shownMails(review: Review, outcomes: readonly MailOutcome[]): ShownMail[] {
  const waiting = expected(review)
    .filter((mail) => !outcomes.some((outcome) => outcome.mail === mail))
    .map((mail): ShownMail => ({ mail, state: 'expected' }));
  const place = ({ mail }: ShownMail): number => applicationMails.indexOf(mail);
  return [...outcomes, ...waiting].sort((one, other) => place(one) - place(other));
}

/** ① is not foreseen here: whether it goes out is known only when it has (R71, R72, R76). */
function expected({ state, route }: Review): ApplicationMail[] {
  const self: ApplicationMail[] = route === 'self' ? ['M2'] : [];
  if (state.name === 'rejected') return [...self, 'M3'];
  if (state.name === 'issued' || state.name === 'voided') return [...self, 'M5'];
  if (state.name === 'granted' && route === 'self') return [...self, 'M6'];
  return self;
}
