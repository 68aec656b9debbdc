import type { Scheme } from './domain/report-access.js';
import type { CountedState } from './domain/application.js';

/** The two buttons of an institution's home (R65). */
export const schemeWords: Readonly<Record<Scheme, string>> = {
  medical: '医療機能情報提供制度',
  pharmacy: '薬局機能情報提供制度',
};

/** 状態 as officials read it, the same words as in 申請一覧 (R159). */
export const stateWords: Readonly<Record<CountedState, string>> = {
  waiting: '申請済（承認待ち）',
  approved: '承認済（事務局確認待ち）',
  issued: '発行完了',
  granted: '権限付与',
  'nothing-to-do': '対応不要',
  rejected: '却下',
  'pre-notice-undeliverable': '不達（①事前確認メール）',
  voided: '不達（②利用案内メール）',
  'not-issued': '発行見送り',
};
