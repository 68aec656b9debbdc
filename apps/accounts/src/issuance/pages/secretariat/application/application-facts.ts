import { formatDateTime } from '@todoke/japan';
import { statusNames, type Progress } from '../../../domain/application.js';
import type { Application } from '../../../persistence/applications.js';
import { routeNames } from '../route-names.js';

export interface Fact {
  readonly label: string;
  readonly value: string | undefined;
}

const guidanceNames: Readonly<Record<NonNullable<Application['guidance']>, string>> = {
  accepted: '送信完了',
  bounced: '不達',
  failed: '送信できず',
};

function timesOf(progress: Progress): Fact[] {
  switch (progress.status) {
    case 'pre-notice-sent':
      return [{ label: '確認完了', value: formatDateTime(progress.check.at) }];
    case 'guidance-waiting':
      return [
        { label: '確認完了', value: formatDateTime(progress.check.at) },
        { label: '利用案内メールの送信予定', value: formatDateTime(progress.dueAt) },
      ];
    case 'issued':
      return [{ label: 'アカウント発行', value: formatDateTime(progress.issuedAt) }];
    default:
      return [];
  }
}

/** Where the application stands. */
export function progressFacts({ route, submittedAt, approvedAt, progress, guidance }: Application): Fact[] {
  return [
    { label: '状態', value: statusNames[progress.status] },
    { label: '申請方法', value: routeNames[route] },
    { label: '申請日時', value: formatDateTime(submittedAt) },
    { label: '都道府県の承認日時', value: formatDateTime(approvedAt) },
    ...timesOf(progress),
    ...(guidance ? [{ label: '利用案内メール', value: guidanceNames[guidance] }] : []),
  ];
}
