import type { Application as Items } from '@todoke/application-form';
import type { MailState } from '@todoke/lifecycle';
import type { ImportedRow } from '../../proxy/index.js';
import type { Review, ShownMail } from '../../reviews/index.js';
import type { ListedPart, ReadReview } from '../desks/desk.js';
import { cursorOf } from '../domain/pass.js';
import type {
  ApplicationList,
  ApplicationSummary,
  DecisionAnswer,
  ImportReport,
  MailList,
  ReadApplication,
} from '../openapi/schemas.js';
import type { ChangedApplication } from '../persistence/changes.js';

/** What the interface answers of what the desks tell. */
export const listAnswer = ({ applications, next, resume }: ListedPart): ApplicationList => ({
  applications: applications.map(summaryOf),
  nextCursor: next === undefined ? null : cursorOf(next),
  resumeCursor: cursorOf(resume),
});

const summaryOf = ({ state, receivedAt, decidedAt, updatedAt, ...facts }: ChangedApplication): ApplicationSummary => ({
  number: facts.number,
  status: state as ApplicationSummary['status'],
  round: facts.round,
  route: facts.route as ApplicationSummary['route'],
  prefecture: facts.prefecture,
  institutionName: facts.institutionName,
  institutionType: facts.institutionType as ApplicationSummary['institutionType'],
  receivedAt: receivedAt.toISOString(),
  ...(decidedAt !== null && { decidedAt: decidedAt.toISOString() }),
  updatedAt: updatedAt.toISOString(),
});

export function applicationAnswer({ review, updatedAt }: ReadReview): ReadApplication {
  const { number, state, round, route, prefecture, receivedAt, items } = review;
  return {
    number,
    status: state.name,
    round,
    route,
    prefecture,
    receivedAt: receivedAt.toISOString(),
    ...decidedAt(review),
    updatedAt: updatedAt.toISOString(),
    ...(state.name === 'rejected' && { rejectionReason: state.reason }),
    items: itemsAnswer(items),
  };
}

const itemsAnswer = (items: Items): ReadApplication['items'] => ({ ...items });

const decidedAt = ({ state }: Review): { decidedAt?: string } =>
  'decision' in state ? { decidedAt: state.decision.at.toISOString() } : {};

export const decisionAnswer = (review: Review): DecisionAnswer => ({
  number: review.number,
  status: review.state.name,
  ...decidedAt(review),
});

/** Rows that were ready and not begun have marks that were not wanted. */
const resultOf = ({ state }: ImportedRow): ImportReport['rows'][number]['result'] =>
  state === 'ready' ? 'left-out' : state;

export const importAnswer = (rows: readonly ImportedRow[]): ImportReport => ({
  filed: rows.filter(({ state }) => state === 'filed').length,
  rows: rows.map((row) => ({
    row: row.row,
    institutionName: row.name,
    result: resultOf(row),
    ...(row.number !== null && { number: row.number }),
    ...(row.mark !== null && { mark: row.mark }),
    notes: row.notes.map(({ column, text }) => ({ ...(column !== undefined && { column }), text })),
  })),
});

export const mailsAnswer = (mails: readonly ShownMail[]): MailList => ({
  mails: mails.map((mail) => ({
    mail: mail.mail,
    status: statusOf(mail),
    ...(mail.state === 'expected'
      ? { possiblyTwice: false }
      : {
          ...(mail.reason != null && { reason: mail.reason }),
          possiblyTwice: mail.possiblyTwice,
          at: mail.at.toISOString(),
        }),
  })),
});

/** A mail without an outcome is shown as waiting, as on pages. */
const statusOf = ({ state }: ShownMail): MailState => (state === 'expected' ? 'waiting' : state);
