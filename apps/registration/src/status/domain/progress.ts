/**
 * What became of an application after 申請する (R159), as other services tell it. Registration decides none of
 * this; it keeps what it heard, in whatever order it came.
 */
export const statuses = {
  submitted: '申請済（都道府県承認待ち）',
  approved: '承認済（事務局確認待ち）',
  rejected: '却下',
  'pre-notice-sent': '事前確認送信済',
  undeliverable: '不達',
  'nothing-to-do': '対応不要',
  'permission-granted': '権限付与',
  'not-issued': '発行見送り',
  issued: '発行完了',
  voided: '発行取消（利用案内不達）',
} as const;

export type Status = keyof typeof statuses;

/**
 * Which status may follow which. A status without a follower is final (R48). 権限付与 and 対応不要 may follow ① as well:
 * another application of the same institution got its account while this one waited for ② (R162).
 */
export const followers: Readonly<Record<Status, readonly Status[]>> = {
  submitted: ['approved', 'rejected'],
  approved: ['pre-notice-sent', 'permission-granted', 'nothing-to-do', 'not-issued'],
  rejected: [],
  'pre-notice-sent': ['issued', 'undeliverable', 'permission-granted', 'nothing-to-do', 'not-issued'],
  undeliverable: [],
  'nothing-to-do': [],
  'permission-granted': [],
  'not-issued': [],
  issued: ['voided'],
  voided: [],
};

export const isFinal = (status: Status): boolean => followers[status].length === 0;

/** Whether `later` comes somewhere after `earlier`. */
export const comesAfter = (later: Status, earlier: Status): boolean =>
  followers[earlier].some((next) => next === later || comesAfter(later, next));

export type Heard = 'newer' | 'known' | 'older' | 'contradiction';

/**
 * How a status that was just heard stands to the one that is known. Events overtake each other, so a status may
 * be skipped and told later (`older`): then it belongs to the history, but does not overwrite.
 */
export function hear(known: Status, heard: Status): Heard {
  if (known === heard) return 'known';
  if (comesAfter(heard, known)) return 'newer';
  return comesAfter(known, heard) ? 'older' : 'contradiction';
}
