import type { SolvedCheck } from '@todoke/web';
import type { Transaction } from '../../persistence/databases.js';
import type { AttemptKeys } from '../credentials/attempt-hasher.js';
import { isPassedBy, type Pause } from '../domain/throttle.js';

export type AttemptKind = 'sign-in' | 'reset' | 'api-client';

export interface Attempts {
  readonly bySubject: readonly Date[];
  /** The latest of each different login ID from this client. */
  readonly byClient: readonly Date[];
}

export interface Attempt {
  readonly kind: AttemptKind;
  readonly keys: AttemptKeys;
  /** Only attempts since then are judged. */
  readonly since: Date;
  readonly now: Date;
  /** A robot check that came with it. */
  readonly check: SolvedCheck | undefined;
}

/**
 * Counts an attempt before it is judged, so that many at once cannot slip through together: whoever comes second sees
 * the first. Both keys are locked for that moment, in one order.
 * @returns the pause for which it was refused, and not counted
 */
export async function countAttempt(
  tx: Transaction,
  { kind, keys, since, now, check }: Attempt,
  judge: (before: Attempts) => Pause | undefined,
): Promise<Pause | undefined> {
  for (const key of [keys.subject, keys.client].sort()) {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${kind}:${key}`}, 0))`;
  }
  const pause = judge(await attemptsBefore(tx, kind, keys, since));
  if (pause !== undefined && !(isPassedBy(pause, check) && (await isFirstUse(tx, check)))) return pause;
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

/** A check counts once, also for two that come at the same time (R10). */
async function isFirstUse(tx: Transaction, check: SolvedCheck | undefined): Promise<boolean> {
  if (check === undefined) return false;
  const data = [{ signature: check.signature, expiresAt: check.expiresAt }];
  const { count } = await tx.robotCheckUsed.createMany({ data, skipDuplicates: true });
  return count === 1;
}

/** The attempt succeeded: the count of the login ID is reset. */
export async function clearAttempts(tx: Transaction, kind: AttemptKind, keys: AttemptKeys): Promise<void> {
  await tx.attempt.deleteMany({ where: { kind, subjectKey: keys.subject } });
}

/** Robot checks use the real time: forgotten early, one could be used again. */
export async function forgetAttempts(tx: Transaction, before: Date): Promise<void> {
  await tx.attempt.deleteMany({ where: { at: { lt: before } } });
  await tx.robotCheckUsed.deleteMany({ where: { expiresAt: { lt: new Date() } } });
}
