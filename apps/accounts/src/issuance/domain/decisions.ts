import { guidanceDue } from '@todoke/japan';
import { type Check, checkHasBegun, type Decision, type Progress } from './application.js';

/** What a decision needs of the institution that the application was matched with. */
export interface Holder {
  readonly institution: string;
  readonly hasAccount: boolean;
  readonly hasPermission: boolean;
}

/** What a decision leads to. `unchanged`: its reason no longer holds, or it was carried out before. */
export type Outcome =
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'send-pre-notice'; readonly progress: Progress }
  | { readonly kind: 'await-guidance'; readonly progress: Progress }
  | { readonly kind: 'grant-permission'; readonly progress: Progress; readonly institution: string }
  | {
      readonly kind: 'close';
      readonly progress: Progress;
      readonly reason: 'nothing-to-do' | 'pre-notice-undeliverable';
    }
  | { readonly kind: 'check-again'; readonly progress: Progress }
  | { readonly kind: 'return'; readonly progress: Progress; readonly reason?: string };

/** The instant at which ② is due, from the instant at which ① was accepted. */
export type GuidanceDue = (accepted: Date) => Date;

type Wait = { readonly kind: 'next-business-day' } | { readonly kind: 'after'; readonly milliseconds: number };

/** 09:00 in Japan on the secretariat's next business day (R68), or after the configured duration, for trials. */
export const guidanceDueAfter = (wait: Wait): GuidanceDue =>
  wait.kind === 'next-business-day'
    ? (accepted) => guidanceDue(accepted)
    : (accepted) => new Date(accepted.getTime() + wait.milliseconds);

const unchanged: Outcome = { kind: 'unchanged' };

/** The institution has an account: the permission is added (R71, R76), or there is nothing to do (R72). */
function settleWithAccount({ institution, hasPermission }: Holder): Outcome {
  if (hasPermission)
    return { kind: 'close', reason: 'nothing-to-do', progress: { status: 'nothing-to-do', institution } };
  return { kind: 'grant-permission', institution, progress: { status: 'permission-granted', institution } };
}

/**
 * 確認完了 (R67): without an account, ①; with an account that lacks the permission, 権限付与; with both, 対応不要.
 * @param holder the institution that the decision names, if it names one
 */
export function completeCheck(
  progress: Progress,
  check: Check,
  holder: Holder | undefined,
  dueAfter: GuidanceDue,
): Outcome {
  if (progress.status !== 'to-check') return unchanged;
  if (holder?.hasAccount) return settleWithAccount(holder);
  const { preNoticeAcceptedAt } = progress;
  if (preNoticeAcceptedAt === undefined)
    return { kind: 'send-pre-notice', progress: { status: 'pre-notice-sent', check } };
  const dueAt = dueAfter(preNoticeAcceptedAt);
  return { kind: 'await-guidance', progress: { status: 'guidance-waiting', check, preNoticeAcceptedAt, dueAt } };
}

/** Longest 差戻しの理由, in characters. */
export const longestReason = 1000;

/**
 * The application goes back to its prefecture (R46): 差戻し with a reason, or without one because the approval was
 * withdrawn. Once the check has begun it does not; whoever asks then learns that from the events of the check.
 */
export function returnToPrefecture(progress: Progress, reason?: string): Outcome {
  if (checkHasBegun(progress)) return unchanged;
  const told = reason === undefined ? {} : { reason };
  return { kind: 'return', progress: { status: 'returned', ...told }, ...told };
}

/** ① was accepted by the receiving server: ② gets its due date (R68). */
export function preNoticeAccepted(progress: Progress, at: Date, dueAfter: GuidanceDue): Outcome {
  if (progress.status !== 'pre-notice-sent') return unchanged;
  const waiting = {
    status: 'guidance-waiting',
    check: progress.check,
    preNoticeAcceptedAt: at,
    dueAt: dueAfter(at),
  } as const;
  return { kind: 'await-guidance', progress: waiting };
}

/** ① bounced, at once or by a later notice: ② is never sent, and the institution may apply again (R68). */
export function preNoticeUndeliverable(progress: Progress): Outcome {
  const asked =
    progress.status === 'pre-notice-sent' ||
    progress.status === 'guidance-waiting' ||
    (progress.status === 'to-check' && progress.preNoticeAcceptedAt !== undefined);
  if (!asked) return unchanged;
  return { kind: 'close', reason: 'pre-notice-undeliverable', progress: { status: 'pre-notice-undeliverable' } };
}

/** What the master has of the institution when ② is due. */
export type Found =
  { readonly kind: 'none' } | { readonly kind: 'same'; readonly holder: Holder } | { readonly kind: 'by-hand' };

export type Issue = { readonly kind: 'issue'; readonly institution?: string } | Outcome;

/**
 * ② is due. The master is asked again, because another application of the same institution may have got its account
 * meanwhile: an institution never has two accounts (R162).
 */
export function issueDue(progress: Progress, found: Found, now: Date): Issue {
  if (progress.status !== 'guidance-waiting' || progress.dueAt > now) return unchanged;
  switch (found.kind) {
    case 'none':
      return { kind: 'issue' };
    case 'same': {
      const { holder } = found;
      return holder.hasAccount ? settleWithAccount(holder) : { kind: 'issue', institution: holder.institution };
    }
    case 'by-hand': {
      const { preNoticeAcceptedAt } = progress;
      return { kind: 'check-again', progress: { status: 'to-check', preNoticeAcceptedAt } };
    }
  }
}

/** ② bounced before a password was set (R58). */
export const guidanceUndeliverable = (progress: Progress): Progress | undefined =>
  progress.status === 'issued' ? { status: 'voided', institution: progress.institution } : undefined;

/** The institutions that a person has ruled out. */
export const ruledOut = (decision: Decision): readonly string[] => (decision.kind === 'new' ? decision.notThese : []);
