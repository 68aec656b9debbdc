/**
 * The states of an application from its submission on (R159), and the one word of each. What comes before, from the mail
 * address to the confirmation, is an applicant's draft and known to registration alone.
 */
import { mailTitle } from './mails.js';

export const applicationStates = [
  'waiting',
  'approved',
  'rejected',
  'withdrawn',
  'pre-notice-sent',
  'guidance-waiting',
  'issued',
  'granted',
  'nothing-to-do',
  'pre-notice-undeliverable',
  'voided',
] as const;
export type ApplicationState = (typeof applicationStates)[number];

/** 状態 as people read it. */
export const stateWords: Readonly<Record<ApplicationState, string>> = {
  waiting: '申請済（承認待ち）',
  approved: '承認済（事務局確認待ち）',
  rejected: '却下',
  withdrawn: '取り下げ',
  'pre-notice-sent': '事前確認送信済',
  'guidance-waiting': '利用案内送信待ち',
  issued: '発行完了',
  granted: '権限付与',
  'nothing-to-do': '対応不要',
  'pre-notice-undeliverable': `不達（${mailTitle('M4')}）`,
  voided: `不達（${mailTitle('M5')}）`,
};

/** Who has something to do, or `nobody`: the application has ended (R48). */
export type Desk = 'prefecture' | 'secretariat' | 'nobody';

/** The secretariat answers for an approved application until its account is issued, mails included (R66). */
const waitsFor: Readonly<Record<ApplicationState, Desk>> = {
  waiting: 'prefecture',
  approved: 'secretariat',
  rejected: 'nobody',
  withdrawn: 'nobody',
  'pre-notice-sent': 'secretariat',
  'guidance-waiting': 'secretariat',
  issued: 'nobody',
  granted: 'nobody',
  'nothing-to-do': 'nobody',
  'pre-notice-undeliverable': 'nobody',
  voided: 'nobody',
};

export const deskOf = (state: ApplicationState): Desk => waitsFor[state];

export const hasEnded = (state: ApplicationState): boolean => deskOf(state) === 'nobody';

/**
 * What may follow what within a round. 権限付与 and 対応不要 may follow ① as well: another application of the same
 * institution got its account meanwhile (R162). For the same reason the secretariat may have to look once more, and then
 * ① need not be sent again. 発行完了 is an end that ② may still undo when it bounces (R58).
 */
export const followers: Readonly<Record<ApplicationState, readonly ApplicationState[]>> = {
  waiting: ['approved', 'rejected', 'withdrawn'],
  approved: ['pre-notice-sent', 'guidance-waiting', 'granted', 'nothing-to-do', 'pre-notice-undeliverable'],
  rejected: [],
  withdrawn: [],
  'pre-notice-sent': ['guidance-waiting', 'pre-notice-undeliverable'],
  'guidance-waiting': ['issued', 'granted', 'nothing-to-do', 'pre-notice-undeliverable', 'approved'],
  issued: ['voided'],
  granted: [],
  'nothing-to-do': [],
  'pre-notice-undeliverable': [],
  voided: [],
};

/** From where an application may go back to its prefecture, by 差戻し or an undone approval: into the next round. */
export const returnable: readonly ApplicationState[] = ['approved'];
