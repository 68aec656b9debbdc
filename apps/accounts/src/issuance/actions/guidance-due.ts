import { guidanceDue } from '@todoke/japan';

/** When ② falls due after ① was accepted. */
export type GuidanceDue = (accepted: Date) => Date;

type Wait = { readonly kind: 'next-business-day' } | { readonly kind: 'after'; readonly milliseconds: number };

/** 09:00 on the secretariat's next business day (R68), or the configured time for rehearsals. */
export const guidanceDueAfter = (wait: Wait): GuidanceDue =>
  wait.kind === 'next-business-day' ? (accepted) => guidanceDue(accepted) : (accepted) => new Date(accepted.getTime() + wait.milliseconds);
