import type { MailOutcome } from '../domain/mail.js';
import type { Transaction } from '../../persistence/databases.js';

/** Stores a mail's outcome; an older version of it changes nothing. */
export async function keepMail(
  tx: Transaction,
  id: string,
  version: number,
  number: string,
  outcome: MailOutcome,
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO mails (id, version, number, mail, state, reason, possibly_twice, at)
    VALUES (${id}, ${version}, ${number}, ${outcome.mail}, ${outcome.state}, ${outcome.reason ?? null},
            ${outcome.possiblyTwice}, ${outcome.at})
    ON CONFLICT (id) DO UPDATE
      SET version = excluded.version, state = excluded.state, reason = excluded.reason,
          possibly_twice = excluded.possibly_twice, at = excluded.at
      WHERE mails.version < excluded.version`;
}

export async function findMails(tx: Transaction, number: string): Promise<MailOutcome[]> {
  const rows = await tx.mail.findMany({ where: { number }, orderBy: [{ mail: 'asc' }, { at: 'asc' }] });
  return rows.map((row) => ({
    mail: row.mail as MailOutcome['mail'],
    state: row.state as MailOutcome['state'],
    reason: row.reason ?? undefined,
    possiblyTwice: row.possiblyTwice,
    at: row.at,
  }));
}
