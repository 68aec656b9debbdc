import type { ApplicationMail } from '@todoke/lifecycle';
import type { MailState, Review } from '../../reviews/index.js';

/** What the desk tells whoever asks about a mail, or does about it (R79, R81). `words.ts` has the sentences. */
export type MailAdvice =
  | 'wait'
  | 'arrived'
  | 'address-doubtful'
  | 'tell-reason'
  | 'guidance-follows'
  | 'apply-again'
  | 'guidance-waits'
  | 'change-address'
  | 'account-kept'
  | 'void-first'
  | 'tell-login-id';

type ByState = Readonly<Record<MailState, MailAdvice>>;

const undelivered = (advice: MailAdvice) => ({ bounced: advice, failed: advice });

/** Advice on each mail, whatever the state of its application. */
const usual: Readonly<Record<Exclude<ApplicationMail, 'M5'>, ByState>> = {
  M2: { expected: 'wait', accepted: 'arrived', ...undelivered('address-doubtful') },
  M3: { expected: 'wait', accepted: 'arrived', ...undelivered('tell-reason') },
  M4: { expected: 'wait', accepted: 'guidance-follows', ...undelivered('apply-again') },
  M6: { expected: 'wait', accepted: 'arrived', ...undelivered('tell-login-id') },
};

/**
 * Advice on a mail. On ② it depends on the account as well: where ② bounced the account is voided and the institution
 * applies again (R58, R81); where ② was accepted, or a password is set, the address of the account is changed (R59).
 */
export function adviceOnMail(
  mail: ApplicationMail,
  state: MailState,
  application: Review['state']['name'],
): MailAdvice {
  if (mail !== 'M5') return usual[mail][state];
  switch (state) {
    case 'expected':
      return 'guidance-waits';
    case 'accepted':
      return 'change-address';
    case 'bounced':
      return application === 'voided' ? 'apply-again' : 'account-kept';
    case 'failed':
      return application === 'voided' ? 'apply-again' : 'void-first';
  }
}
