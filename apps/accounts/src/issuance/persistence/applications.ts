import type { Transaction } from '../../persistence/databases.js';
import type { Application as Row, Prisma } from '../../persistence/generated/client.js';
import type { Check, Decision, Progress, Status } from '../domain/application.js';
import type { Application as Items } from '@todoke/application-form';
import type { Route } from '@todoke/lifecycle';

/** An application as the secretariat has it. */
export interface Application {
  readonly number: string;
  readonly prefecture: string;
  /** How often it was approved, from 1 on. */
  readonly round: number;
  readonly route: Route;
  readonly items: Items;
  /** The verified address. */
  readonly address: string;
  readonly approvedBy: string;
  readonly approvedAt: Date;
  readonly submittedAt: Date;
  readonly progress: Progress;
  /** What became of mail ② so far. */
  readonly guidance?: 'accepted' | 'bounced' | 'failed';
  readonly version: number;
  /** When it got into its status. */
  readonly changedAt: Date;
}

/** One that was approved just now. */
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
  }
}

const fromRow = (row: Row): Application => ({
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

/** Only what a status knows is written; what earlier ones knew stays, as the application's history. */
function columnsOf(progress: Progress): Prisma.ApplicationUpdateInput {
  const check = 'check' in progress ? progress.check : undefined;
  return {
    status: progress.status,
    ...(check && {
      decision: check.decision as unknown as Prisma.InputJsonObject,
      checkedBy: check.by,
      checkedAt: check.at,
    }),
    ...('preNoticeAcceptedAt' in progress && { preNoticeAcceptedAt: progress.preNoticeAcceptedAt ?? null }),
    ...('dueAt' in progress && { guidanceDueAt: progress.dueAt }),
    ...('institution' in progress && { institution: progress.institution }),
    ...(progress.status === 'issued' && {
      institutionCreated: progress.institutionCreated,
      person: progress.person,
      issuedAt: progress.issuedAt,
    }),
  };
}

/** @returns false if it is there already */
export async function insertApplication(tx: Transaction, application: ApprovedApplication, now: Date): Promise<boolean> {
  const { count } = await tx.application.createMany({ data: [rowOf(application, now)], skipDuplicates: true });
  return count === 1;
}

/** Puts what was approved in a later round in the place of what was approved before. */
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
  const row = await tx.application.findUnique({ where: { number } });
  return row === null ? undefined : fromRow(row);
}

/** Those that are there, in the order of their numbers. Whoever changes them has locked them. */
export async function findApplications(tx: Transaction, numbers: readonly string[]): Promise<Application[]> {
  const rows = await tx.application.findMany({ where: { number: { in: [...numbers] } }, orderBy: { number: 'asc' } });
  return rows.map(fromRow);
}

/** Locked until the end of the transaction. */
export async function findApplicationForChange(tx: Transaction, number: string): Promise<Application | undefined> {
  await tx.$queryRaw`SELECT 1 FROM issuance_applications WHERE number = ${number} FOR UPDATE`;
  return findApplication(tx, number);
}

export async function saveProgress(tx: Transaction, application: Application, now: Date): Promise<void> {
  const { number, version, progress } = application;
  const data = { ...columnsOf(progress), version, retryAt: null, changedAt: now };
  await tx.application.update({ where: { number }, data });
}

export async function saveGuidance(
  tx: Transaction,
  number: string,
  guidance: NonNullable<Application['guidance']>,
): Promise<void> {
  await tx.application.update({ where: { number }, data: { guidance } });
}
