import type { Transaction } from '../../persistence/databases.js';
import type { AttemptKeys } from '../credentials/attempt-hasher.js';

export type AttemptKind = 'sign-in' | 'reset';

export interface Attempts {
  readonly bySubject: readonly Date[];
  /** The latest of each different login ID from this client. */
  readonly byClient: readonly Date[];
}

/**
 * Counts an attempt before it is judged, so that many at once cannot slip through together: whoever comes second sees
 * the first. Both keys are locked for that moment, in one order.
 */
export async function countAttempt<Result>(
  tx: Transaction,
  kind: AttemptKind,
  keys: AttemptKeys,
  since: Date,
  now: Date,
  judge: (before: Attempts) => Result | undefined,
): Promise<Result | undefined> {
  for (const key of [keys.subject, keys.client].sort()) {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${kind}:${key}`}, 0))`;
  }
  const refusal = judge(await attemptsBefore(tx, kind, keys, since));
  if (refusal !== undefined) return refusal;
  await tx.attempt.create({ data: { kind, subjectKey: keys.subject, clientKey: keys.client, at: now } });
  return undefined;
}

async function attemptsBefore(tx: Transaction, kind: AttemptKind, keys: AttemptKeys, since: Date): Promise<Attempts> {
  const select = { at: true };
  const bySubject = await tx.attempt.findMany({ where: { kind, subjectKey: keys.subject, at: { gt: since } }, select });
  const byClient = await tx.attempt.groupBy({
    by: ['subjectKey'],
    where: { kind, clientKey: keys.client, at: { gt: since } },
    _max: { at: true },
  });
  return { bySubject: bySubject.map(({ at }) => at), byClient: byClient.flatMap(({ _max }) => _max.at ?? []) };
}

/** The attempt succeeded: the count of the login ID is reset. */
export async function clearAttempts(tx: Transaction, kind: AttemptKind, keys: AttemptKeys): Promise<void> {
  await tx.attempt.deleteMany({ where: { kind, subjectKey: keys.subject } });
}

export async function forgetAttempts(tx: Transaction, before: Date): Promise<void> {
  await tx.attempt.deleteMany({ where: { at: { lt: before } } });
}
