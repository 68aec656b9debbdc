import { rows } from '@todoke/testing';
import type { System } from '../system/system.js';

interface Row {
  readonly id: string;
  readonly code: string;
  readonly reference: string;
  readonly state: string;
  readonly possibly_twice: boolean;
  /** Number of its outcomes that were announced. */
  readonly ends: number;
}

export interface MailTotals {
  readonly mails: number;
  /** Duplicates that the sink received. */
  readonly doubles: number;
  /** Mails that are counted as possibly sent twice. */
  readonly counted: number;
}

const mailsOf = (system: System): Promise<Row[]> =>
  rows<Row>(
    system.adminUrl,
    `SELECT m.id::text, code, reference, state, possibly_twice, COALESCE(ends, 0) AS ends FROM notifications.mails m
     LEFT JOIN (SELECT envelope->'aggregate'->>'id' AS id, count(*)::int AS ends FROM notifications.outbox GROUP BY 1) e
       ON e.id = m.id::text`,
  );

/** Mails that wait or are being sent. */
export async function mailsUnderWay(system: System): Promise<string[]> {
  const sql = `SELECT count(*)::int AS count FROM notifications.mails WHERE state IN ('waiting', 'sending')`;
  const count = (await rows<{ count: number }>(system.adminUrl, sql))[0]?.count ?? 0;
  return count > 0 ? [`${count} mails that have no end yet`] : [];
}

/** Number of copies of each mail at the sink, by Message-ID. */
function copies(system: System): Map<string, number> {
  const counted = new Map<string, number>();
  for (const { messageId = '' } of system.sink.mails) {
    const id = /^<([^@]+)@/.exec(messageId)?.[1] ?? messageId;
    counted.set(id, (counted.get(id) ?? 0) + 1);
  }
  return counted;
}

/**
 * Checks that each mail has one announced outcome and reached the sink, twice only where it is marked as possibly
 * twice; and that each application has each of its mails once.
 * @returns the violations, a sentence each
 */
export async function mails(system: System): Promise<string[]> {
  const all = await mailsOf(system);
  const got = copies(system);
  const known = new Set(all.map(({ id }) => id));
  const strange = [...got.keys()].filter((id) => !known.has(id));
  return [
    ...all.flatMap((mail) => wrongWith(mail, got.get(mail.id) ?? 0)),
    ...strange.map((id) => `the mail ${id} came and nobody knows of it`),
    ...(await oneOfEach(system, all)),
  ];
}

function wrongWith(mail: Row, times: number): string[] {
  const about = `${mail.code} of ${mail.reference} (${mail.state})`;
  if (mail.state !== 'accepted') return [`${about} is not accepted`];
  if (times === 0) return [`${about} never came to the mail server`];
  const found: string[] = [];
  if (times > 1 && !mail.possibly_twice) found.push(`${about} came ${times} times and is counted once`);
  if (mail.ends !== 1) found.push(`the end of ${about} was announced ${mail.ends} times`);
  return found;
}

/** The applications that have a mail. M4 is ①, M5 ②. */
const owed: Readonly<Record<string, string>> = {
  M2: 'SELECT number FROM registration.applications',
  M4: `SELECT number FROM accounts.issuance_applications WHERE status = 'issued'`,
  M5: `SELECT number FROM accounts.issuance_applications WHERE status = 'issued'`,
};

async function oneOfEach(system: System, all: readonly Row[]): Promise<string[]> {
  const found: string[] = [];
  for (const [code, sql] of Object.entries(owed)) {
    const each = Map.groupBy(
      all.filter((mail) => mail.code === code),
      ({ reference }) => reference,
    );
    for (const { number } of await rows<{ number: string }>(system.adminUrl, sql)) {
      const count = each.get(number)?.length ?? 0;
      if (count !== 1) found.push(`${count} mails ${code} for ${number}`);
      each.delete(number);
    }
    // ① goes also to an institution that turns out to have an account.
    if (code !== 'M4')
      found.push(...[...each.keys()].map((number) => `mail ${code} for ${number}, which is not to have it`));
  }
  return found;
}

/** Number of copies of each accepted mail, by its id. */
export async function acceptedMails(system: System): Promise<Map<string, number>> {
  const accepted = (await mailsOf(system)).filter(({ state }) => state === 'accepted');
  const got = copies(system);
  return new Map(accepted.map(({ id }) => [id, got.get(id) ?? 0]));
}

/** The accepted mails of which another copy has come since. */
export function cameAgain(before: ReadonlyMap<string, number>, system: System): string[] {
  const now = copies(system);
  return [...before].flatMap(([id, times]) => ((now.get(id) ?? 0) > times ? [`the mail ${id} came again`] : []));
}

export async function mailTotals(system: System): Promise<MailTotals> {
  const all = await mailsOf(system);
  const doubles = [...copies(system).values()].reduce((sum, times) => sum + times - 1, 0);
  return { mails: all.length, doubles, counted: all.filter((mail) => mail.possibly_twice).length };
}
