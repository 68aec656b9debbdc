import { describeSections, warnings } from '@todoke/application-form';
import { formatDateTime, prefectureName } from '@todoke/japan';
import { agesText, mailReasonWord, mailTitle, routeWords } from '@todoke/lifecycle';
import { tableView } from '@todoke/web';
import { shownMails, type ShownMail } from '../../domain/mail.js';
import { decides, type Official } from '../../domain/official.js';
import { agesOf, type Review } from '../../domain/review.js';
import type { Dossier } from '../../actions/open-dossier.js';
import type { HistoryLine } from '../../persistence/history.js';
import { duplicateTable } from '../duplicate-table.js';
import { adviceFor, historyWords, mailTag, stateTag } from '../../words.js';

/** What the template of the page shows of a dossier. */
export function applicationView({ review, history, mails, duplicates }: Dossier, official: Official, now: Date) {
  const { number, items, receivedAt } = review;
  return {
    number,
    name: items.institutionName,
    facts: factsOf(review, now),
    received: receivedAt,
    ...decisionView(review, official),
    sections: describeSections(items),
    warnings: warnings(items),
    duplicates: duplicates.length > 0 ? duplicateTable(duplicates) : undefined,
    history: historyTable(history),
    mails: mailTable(shownMails(review, mails)),
  };
}

function factsOf(review: Review, now: Date) {
  return [
    { label: '申請番号', value: review.number },
    { label: '管轄', value: prefectureName(review.prefecture) },
    { label: '申請の方法', value: routeWords[review.route] },
    { label: '受付日', value: formatDateTime(review.receivedAt) },
    { label: '経過日数', value: agesText(agesOf(review, now)) },
  ];
}

function decisionView(review: Review, official: Official) {
  const { number, state } = review;
  const mine = decides(official, review);
  return {
    state: stateTag(state.name),
    advice: adviceFor(review),
    canDecide: state.name === 'waiting' && mine,
    waitsForOthers: state.name === 'waiting' && !mine,
    rejectionReason: state.name === 'rejected' ? state.reason : undefined,
    approveAction: `/applications/${number}/approve`,
    rejectAction: `/applications/${number}/reject`,
  };
}

function historyTable(history: readonly HistoryLine[]) {
  return tableView({
    caption: '履歴',
    captionHidden: true,
    columns: [{ label: '日時', header: true }, { label: '内容' }],
    rows: history.map(({ what, at }) => [formatDateTime(at), historyWords[what] ?? what]),
  });
}

function mailTable(mails: readonly ShownMail[]) {
  return tableView({
    caption: 'メール送信状況',
    captionHidden: true,
    columns: [{ label: 'メール', header: true }, { label: '状態' }, { label: '日時' }, { label: '理由' }],
    rows: mails.map((mail) => [mailTitle(mail.mail), { tag: mailTag(mail.state) }, ...mailDetails(mail)]),
    empty: '送信されるメールはありません。',
  });
}

function mailDetails(mail: ShownMail): string[] {
  if (mail.state === 'expected') return ['', ''];
  const reason = mail.reason === undefined ? '' : mailReasonWord(mail.reason);
  const twice = mail.possiblyTwice ? '同じメールが2通届いた可能性があります' : '';
  return [formatDateTime(mail.at), [reason, twice].filter((text) => text !== '').join('。')];
}
