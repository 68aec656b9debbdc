import { audit } from '@todoke/database';
import { compare, type Told } from '../domain/progress.js';
import { problems } from '../../applying/index.js';
import type { Transaction } from '../../persistence/databases.js';

/** Locks the application's row, so that two events about it take turns. */
async function lockApplication(tx: Transaction, number: string): Promise<Told | undefined> {
  const rows = await tx.$queryRaw<Told[]>`
    SELECT status, round, heard AS version FROM applications WHERE number = ${number} FOR UPDATE`;
  return rows[0];
}

export interface HeardStatus extends Told {
  readonly number: string;
  readonly occurredAt: Date;
  /** Name of the reaction, for the audit. */
  readonly actor: string;
}

/**
 * Keeps a status that was heard; an older one joins the history and overwrites nothing.
 * @returns false when the application is not known here (yet)
 * @throws statusContradicts when no order of events could have led here
 */
export async function noteStatus(tx: Transaction, heard: HeardStatus): Promise<boolean> {
  const { number, status, round, version, occurredAt, actor } = heard;
  const known = await lockApplication(tx, number);
  if (known === undefined) return false;
  const news = compare(known, heard);
  if (news === 'known') return true;
  if (news === 'contradiction') throw problems.statusContradicts(`${number}: ${status} after ${known.status}`);
  const { count } = await tx.applicationStep.createMany({
    data: [{ number, round, status, occurredAt }],
    skipDuplicates: true,
  });
  if (count === 0) return true;
  if (news === 'newer') {
    await tx.application.update({ where: { number }, data: { status, round, heard: version, version: { increment: 1 } } });
  }
  await audit(tx, { actor, action: `application.${status}`, subject: number, at: occurredAt, detail: { news } });
  return true;
}

export interface ProxyApplication {
  readonly number: string;
  readonly prefecture: string;
  readonly filedAt: Date;
}

/** An application that a prefecture filed. Its items are approval's; here stands that it exists. */
export async function addProxyApplication(tx: Transaction, filed: ProxyApplication): Promise<void> {
  const { number, prefecture, filedAt } = filed;
  const { count } = await tx.application.createMany({
    data: [{ number, route: 'proxy', prefecture, submittedAt: filedAt, status: 'submitted' }],
    skipDuplicates: true,
  });
  if (count === 0) return;
  await tx.applicationStep.create({ data: { number, status: 'submitted', occurredAt: filedAt } });
  const entry = { actor: 'note-proxy-application', action: 'application.submitted', subject: number };
  await audit(tx, { ...entry, at: filedAt });
}

export interface MailOutcome {
  /** Of the mail, as its sender knows it. */
  readonly id: string;
  readonly mail: string;
  readonly reference: string;
  readonly state: 'accepted' | 'bounced' | 'failed';
  readonly reason?: string;
  readonly version: number;
  readonly occurredAt: Date;
}

/** @returns false when the application is not known here (yet) */
export async function noteApplicationMail(tx: Transaction, outcome: MailOutcome): Promise<boolean> {
  const { id, mail, reference: number, state, version, occurredAt } = outcome;
  if ((await lockApplication(tx, number)) === undefined) return false;
  const facts = { state, reason: outcome.reason ?? null, version, occurredAt };
  const newer = await tx.applicationMail.updateMany({ where: { id, version: { lt: version } }, data: facts });
  if (newer.count > 0) return true;
  await tx.applicationMail.createMany({ data: [{ id, number, mail, ...facts }], skipDuplicates: true });
  return true;
}

/** The mail with a code. A draft that is gone, or that has another code by now, has no use for it. */
export async function noteCodeMail(tx: Transaction, outcome: MailOutcome): Promise<void> {
  const { reference: verificationId, state, reason, version } = outcome;
  await tx.draft.updateMany({
    where: { verificationId, mailVersion: { lt: version } },
    data: { mailState: state, mailReason: reason ?? null, mailVersion: version },
  });
}
