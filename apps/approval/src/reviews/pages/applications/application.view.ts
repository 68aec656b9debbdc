import { formatDateTime, prefectureName } from '@todoke/japan';
import { agesText, mailReasonWord, mailTitle, routeWords } from '@todoke/lifecycle';
import { tableView } from '@todoke/web';
import { shownMails, type ShownMail } from '../../domain/mail.js';
import { decides, type Official } from '../../domain/official.js';
import { type Queue, queryOfQueue } from '../../domain/queue.js';
import { agesOf } from '../../domain/review.js';
import type { Dossier } from '../../actions/open-dossier.js';
import type { HistoryLine } from '../../persistence/history.js';
import { duplicateTable } from '../duplicate-table.js';
import { adviceFor, decisionSentence, historyWords, mailTag, pileWords, stateTag } from '../../words.js';
import { comparisonView, itemsView } from './items.view.js';
import { sentencesFor } from './sentences.js';

/** For whom the page is, and which way that person came. */
export interface Reader {
  readonly official: Official;
  readonly queue: Queue;
  readonly now: Date;
}

/** What the template of the page shows of a dossier. */
export function applicationView(dossier: Dossier, reader: Reader) {
  const { review, history, mails, duplicates, names } = dossier;
  const { number, round, items } = review;
  const compared = comparisonView(items, duplicates);
  return {
    number,
    round,
    name: items.institutionName,
    facts: factsOf(dossier, reader),
    viewers: dossier.viewers.join('、'),
    ...itemsView(items, duplicates),
    compared: compared.entries.length > 0 ? compared : undefined,
    duplicates: compared.more > 0 ? duplicateTable(duplicates) : undefined,
    ...decisionView(dossier, reader),
    ...queueView(dossier, reader),
    before: beforeView(dossier, reader.official),
    sentences: sentencesFor(items),
    history: historyTable(history, names),
    mails: mailTable(shownMails(review, mails)),
    keys: reader.official.role === 'secretariat' ? undefined : keysView(dossier.shortcuts),
  };
}

const keysView = (used: boolean) =>
  used
    ? { used, word: '有効', other: 'off', label: 'キー操作を無効にする' }
    : { used, word: '無効', other: 'on', label: 'キー操作を有効にする' };


function factsOf({ review, assignee }: Dossier, { official, now }: Reader) {
  const assigneeFact = { label: '担当', value: assignee ?? 'なし', href: `/applications/${review.number}/assignee` };
  return [
    { label: '管轄', value: prefectureName(review.prefecture) },
    { label: '申請の方法', value: routeWords[review.route] },
    { label: '受付日', value: formatDateTime(review.receivedAt) },
    { label: '経過日数', value: agesText(agesOf(review, now)) },
    ...(official.role === 'secretariat' ? [] : [assigneeFact]),
  ];
}

function decisionView({ review, history, names }: Dossier, { official }: Reader) {
  const { number, round, state } = review;
  const mine = decides(official, review);
  const address = `/applications/${number}`;
  const returned = history.find((line) => line.round === round && line.what === 'returned')?.note;
  return {
    state: stateTag(state.name),
    advice: adviceFor(review),
    canDecide: state.name === 'waiting' && mine,
    canUndo: state.name === 'approved' && state.undoing === undefined && mine,
    undoAsked: state.name === 'approved' && state.undoing !== undefined,
    undoCameLate: state.name !== 'approved' && 'undoing' in state && state.undoing !== undefined,
    waitsForOthers: state.name === 'waiting' && !mine,
    decided: decisionSentence(state, names),
    returned: state.name === 'waiting' ? returned : undefined,
    rejectionReason: state.name === 'rejected' ? state.reason : undefined,
    approveAction: `${address}/approve`,
    rejectAction: `${address}/reject`,
    reasonAction: `${address}/reason#reject`,
    undoAction: `${address}/undo`,
  };
}

/** Where the application stands in the queue, and the ways out of it. */
function queueView({ review, place }: Dossier, { queue }: Reader) {
  const query = queryOfQueue(queue);
  const waits = review.state.name === 'waiting';
  return {
    query,
    pile: queue.pile && pileWords[queue.pile],
    place: waits && place.total > 0 ? `${place.total}件中${place.place}件目` : undefined,
    remaining: place.total,
    list: `/${query}`,
    next: place.next && `/applications/${place.next}${query}`,
  };
}

/** The decision that led here, for a look back and for undoing it. */
function beforeView({ review: { number: here }, before, names }: Dossier, official: Official) {
  if (before === undefined || before.number === here || before.state.name === 'waiting') return undefined;
  const { number, state, items } = before;
  return {
    number,
    href: `/applications/${number}`,
    name: items.institutionName,
    decided: decisionSentence(state, names),
    round: before.round,
    rejected: state.name === 'rejected',
    ...(state.name === 'approved' && state.undoing === undefined && decides(official, before) && {
      undoAction: `/applications/${number}/undo`,
    }),
  };
}

function historyTable(history: readonly HistoryLine[], names: ReadonlyMap<string, string>) {
  return tableView({
    caption: '履歴',
    captionHidden: true,
    columns: [{ label: '日時', header: true, whole: true }, { label: '内容' }, { label: '担当' }],
    rows: history.map(({ what, at, by, note }) => [
      formatDateTime(at),
      [historyWords[what] ?? what, note].filter(Boolean).join('：'),
      by === undefined ? '' : (names.get(by) ?? ''),
    ]),
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
