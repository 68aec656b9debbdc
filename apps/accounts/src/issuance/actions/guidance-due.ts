import { guidanceDue } from '@todoke/japan';

/** The instant at which ② is due, from the instant at which ① was accepted. */
export type GuidanceDue = (accepted: Date) => Date;

type Wait = { readonly kind: 'next-business-day' } | { readonly kind: 'after'; readonly milliseconds: number };

/** 09:00 in Japan on the secretariat's next business day (R68), or after the configured duration, for trials. */
export const guidanceDueAfter = (wait: Wait): GuidanceDue =>
  wait.kind === 'next-business-day'
    ? (accepted) => guidanceDue(accepted)
    : (accepted) => new Date(accepted.getTime() + wait.milliseconds);
