/**
 * The states of an application from its submission on (R159), with one word each. What comes before the submission is a
 * draft, which registration alone knows.
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

/** The desk that an application waits for. `nobody`: the application has ended (R48). */
export type Desk = 'prefecture' | 'secretariat' | 'nobody';

/**
 * The desk of each state. An approved application waits for the secretariat until its account is issued, mails included
 * (R66).
 */
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
 * The legal transitions within a round. 権限付与 and 対応不要 may also follow ①, where another application of the same
 * institution got its account meanwhile (R162). For the same reason the secretariat may have to check again, and then ①
 * need not be sent again. 発行完了 is an end that a bounce of ② still undoes (R58).
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

/**
 * The states from which an application may go back to its prefecture, by 差戻し or by the undoing of an approval. That
 * begins the next round.
 */
export const returnable: readonly ApplicationState[] = ['approved'];
