import { type DataOf, type EventContract, mailAccepted, mailBounced, mailFailed } from '@todoke/events';
import { announceAll, type Fact } from '@todoke/messaging';
import type { Transaction } from '../../persistence/databases.js';
import { type EndedMail, hasEnded, type WaitingMail } from '../domain/mail.js';
import { blameRecipients } from '../persistence/held-mails.js';
import { settleMails, type WrittenMail } from '../persistence/mail-queue.js';

/**
 * Writes the outcomes of a batch of mails, and announces those that ended, in the caller's transaction.
 * @param owner of their leases
 */
export async function settle(
  tx: Transaction,
  owner: string,
  mails: readonly (WaitingMail | EndedMail)[],
): Promise<void> {
  const written = await settleMails(tx, owner, mails);
  const held = mails.flatMap((mail) =>
    mail.state === 'waiting' && mail.held ? [{ id: mail.id, at: mail.held.at }] : [],
  );
  if (held.length > 0) await blameRecipients(tx, held);
  await announceEnds(tx, mails.filter(hasEnded), written);
}

/** Announces the outcomes that were written just now; a mail that had ended before is not announced again. */
export async function announceEnds(
  tx: Transaction,
  ended: readonly EndedMail[],
  written: readonly WrittenMail[],
): Promise<void> {
  const byId = new Map(ended.map((mail) => [mail.id, mail]));
  const facts = written.flatMap((row) => {
    const mail = byId.get(row.id);
    return mail === undefined ? [] : [outcome(mail, row)];
  });
  if (facts.length > 0) await announceAll(tx, facts);
}

function outcome(mail: EndedMail, row: WrittenMail): readonly [EventContract, Fact<unknown>] {
  const about = {
    mail: mail.code,
    reference: mail.reference,
    // A mail that ended before it was ever claimed counts one attempt.
    attempts: Math.max(row.attempts, 1),
    ...(row.possiblyTwice ? { possiblyTwice: true } : {}),
  };
  const fact = {
    id: mail.id,
    version: row.version,
    occurredAt: mail.at,
    because: { correlationId: row.correlationId, causationId: row.eventId },
  };
  switch (mail.state) {
    case 'accepted':
      return of(mailAccepted, { ...fact, data: { ...about, acceptedAt: mail.at.toISOString() } });
    case 'bounced':
      return of(mailBounced, { ...fact, data: { ...about, status: mail.status, reason: mail.reason } });
    case 'failed':
      return of(mailFailed, { ...fact, data: { ...about, reason: mail.reason } });
  }
}

/** Types see here what the contract would refuse when mails have left. */
const of = <Contract extends EventContract>(contract: Contract, fact: Fact<DataOf<Contract>>) =>
  [contract, fact] as const;
