import { formatDateTime } from '@todoke/japan';
import { agesText, mailStateWords, mailTitle, routeWords } from '@todoke/lifecycle';
import { agesOf, statusWord, type Progress } from '../../../domain/application.js';
import type { Application } from '../../../persistence/applications.js';

export interface Fact {
  readonly label: string;
  readonly value: string | undefined;
}

function timesOf(progress: Progress): Fact[] {
  switch (progress.status) {
    case 'pre-notice-sent':
      return [{ label: '確認完了', value: formatDateTime(progress.check.at) }];
    case 'guidance-waiting':
      return [
        { label: '確認完了', value: formatDateTime(progress.check.at) },
        { label: `${mailTitle('M5')}の送信予定`, value: formatDateTime(progress.dueAt) },
      ];
    case 'issued':
      return [{ label: 'アカウント発行', value: formatDateTime(progress.issuedAt) }];
    case 'returned':
      return progress.reason === undefined ? [] : [{ label: '差戻しの理由', value: progress.reason }];
    default:
      return [];
  }
}

/** The rows of the page about the progress of an application. */
export function progressFacts(application: Application, now: Date): Fact[] {
  const { route, submittedAt, approvedAt, changedAt, progress, guidance } = application;
  const { status } = progress;
  return [
    { label: '状態', value: statusWord(status) },
    { label: '申請方法', value: routeWords[route] },
    { label: '申請日時', value: formatDateTime(submittedAt) },
    { label: '都道府県の承認日時', value: formatDateTime(approvedAt) },
    { label: '経過日数', value: agesText(agesOf({ status, submittedAt, approvedAt, changedAt }, now)) },
    ...timesOf(progress),
    ...(guidance ? [{ label: mailTitle('M5'), value: mailStateWords[guidance] }] : []),
  ];
}
