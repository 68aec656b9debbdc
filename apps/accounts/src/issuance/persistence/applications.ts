import { change, foundRow, insertNew, lockedRow, lockedRows } from '@todoke/database';
import type { Transaction } from '../../persistence/databases.js';
import { type Application as Row, Prisma } from '../../persistence/generated/client.js';
import type { Check, Decision, Progress, Status } from '../domain/application.js';
import type { Application as Items } from '@todoke/application-form';
import type { Route } from '@todoke/lifecycle';

/** An approved application as it is stored here. */
export interface Application {
  readonly number: string;
  readonly prefecture: string;
  /** Round: how often it came to its prefecture, from 1 on. */
  readonly round: number;
  readonly route: Route;
  readonly items: Items;
  /** The verified mail address. */
  readonly address: string;
  readonly approvedBy: string;
  readonly approvedAt: Date;
  readonly submittedAt: Date;
  readonly progress: Progress;
  /** The outcome of mail ②; absent while there is none. */
  readonly guidance?: 'accepted' | 'bounced' | 'failed';
  readonly version: number;
  /** The instant of the last transition. */
  readonly changedAt: Date;
}

export const model = { table: 'issuance_applications', fields: Prisma.ApplicationScalarFieldEnum };

/** An application at its approval. */
export type ApprovedApplication = Omit<Application, 'guidance' | 'changedAt'>;

class BrokenRow extends Error {
  override readonly name = 'BrokenRow';
}

function must<Value>(value: Value | null): Value {
  if (value === null) throw new BrokenRow('a column that this status needs is empty');
  return value;
}

const checkOf = (row: Row): Check => ({
  decision: must(row.decision) as unknown as Decision,
  by: must(row.checkedBy),
  at: must(row.checkedAt),
});

function progressOf(row: Row): Progress {
  const status = row.status as Status;
  switch (status) {
    case 'to-check':
      return { status, ...(row.preNoticeAcceptedAt && { preNoticeAcceptedAt: row.preNoticeAcceptedAt }) };
    case 'pre-notice-sent':
      return { status, check: checkOf(row) };
    case 'guidance-waiting': {
      const times = { preNoticeAcceptedAt: must(row.preNoticeAcceptedAt), dueAt: must(row.guidanceDueAt) };
      return { status, check: checkOf(row), ...times };
    }
    case 'issued': {
      const { institutionCreated } = row;
      const account = { institution: must(row.institution), person: must(row.person), issuedAt: must(row.issuedAt) };
      return { status, institutionCreated, ...account };
    }
    case 'permission-granted':
    case 'nothing-to-do':
    case 'voided':
      return { status, institution: must(row.institution) };
    case 'pre-notice-undeliverable':
      return { status };
    case 'returned':
      return { status, ...(row.returnReason !== null && { reason: row.returnReason }) };
  }
}

export const fromRow = (row: Row): Application => ({
  number: row.number,
  prefecture: row.prefecture,
  round: row.round,
  route: row.route as Route,
  items: row.items as unknown as Items,
  address: row.address,
  approvedBy: row.approvedBy,
  approvedAt: row.approvedAt,
  submittedAt: row.submittedAt,
  progress: progressOf(row),
  ...(row.guidance !== null && { guidance: row.guidance as NonNullable<Application['guidance']> }),
  version: row.version,
  changedAt: row.changedAt,
});

/** The columns that a status has. Columns of earlier statuses keep their values, as the history of the application. */
function columnsOf(progress: Progress): object {
  const check = 'check' in progress ? progress.check : undefined;
  return {
    status: progress.status,
    ...(check && {
      decision: check.decision,
      checkedBy: check.by,
      checkedAt: check.at,
    }),
    ...('preNoticeAcceptedAt' in progress && { preNoticeAcceptedAt: progress.preNoticeAcceptedAt ?? null }),
    ...('dueAt' in progress && { guidanceDueAt: progress.dueAt }),
    ...('institution' in progress && { institution: progress.institution }),
    ...(progress.status === 'returned' && { returnReason: progress.reason ?? null }),
    ...(progress.status === 'issued' && {
      institutionCreated: progress.institutionCreated,
      person: progress.person,
      issuedAt: progress.issuedAt,
    }),
  };
}

/** @returns the numbers that were not stored already */
export async function insertApplications(
  tx: Transaction,
  applications: readonly ApprovedApplication[],
  now: Date,
): Promise<Set<string>> {
  const ordered = [...applications].sort((one, other) => (one.number < other.number ? -1 : 1));
  const inserted = await insertNew<Row>(
    tx,
    model,
    ordered.map((application) => rowOf(application, now)),
  );
  return new Set(inserted.map(({ number }) => number));
}

/** Replaces the application with what was approved in a later round. */
export async function replaceApplication(tx: Transaction, application: ApprovedApplication, now: Date): Promise<void> {
  const { number, ...row } = rowOf(application, now);
  await tx.application.update({ where: { number }, data: { ...row, preNoticeAcceptedAt: null } });
}

const rowOf = ({ progress, items, ...rest }: ApprovedApplication, now: Date) => ({
  ...rest,
  items: items as unknown as Prisma.InputJsonObject,
  status: progress.status,
  changedAt: now,
});

export async function findApplication(tx: Transaction, number: string): Promise<Application | undefined> {
  const row = await foundRow<Row>(tx, model, { number });
  return row && fromRow(row);
}

/** The application, locked until the end of the transaction. */
export async function lockApplication(tx: Transaction, number: string): Promise<Application | undefined> {
  const row = await lockedRow<Row>(tx, model, { number });
  return row && fromRow(row);
}

/** Applications by their numbers, locked until the end of the transaction. */
export async function lockApplications(tx: Transaction, numbers: readonly string[]): Promise<Map<string, Application>> {
  const rows = await lockedRows<Row>(tx, model, 'number', [...new Set(numbers)]);
  return new Map(rows.map((row) => [row.number, fromRow(row)]));
}

export async function saveProgress(tx: Transaction, application: Application, now: Date): Promise<void> {
  const { number, version, progress } = application;
  const data = { ...columnsOf(progress), version, retryAt: null, changedAt: now };
  await change(tx, model, 'number', [{ number, ...data }]);
}

export async function saveGuidance(
  tx: Transaction,
  number: string,
  guidance: NonNullable<Application['guidance']>,
): Promise<void> {
  await change(tx, model, 'number', [{ number, guidance }]);
}
