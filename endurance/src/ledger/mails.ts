import { rows } from '@todoke/testing';
import type { System } from '../system/system.js';

interface Row {
  readonly id: string;
  readonly code: string;
  readonly reference: string;
  readonly state: string;
  readonly possibly_twice: boolean;
}

export interface MailTotals {
  readonly mails: number;
  /** Copies that the sink got beyond the first of each. */
  readonly doubles: number;
  /** Mails that are counted as possibly sent twice. */
  readonly counted: number;
}

const mailsOf = (system: System): Promise<Row[]> =>
  rows<Row>(system.adminUrl, 'SELECT id::text, code, reference, state, possibly_twice FROM notifications.mails');

/** How often the sink got each mail, by its Message-ID. */
function copies(system: System): Map<string, number> {
  const counted = new Map<string, number>();
  for (const { messageId = '' } of system.sink.mails) {
    const id = /^<([^@]+)@/.exec(messageId)?.[1] ?? messageId;
    counted.set(id, (counted.get(id) ?? 0) + 1);
  }
  return counted;
}

/**
 * Whether each mail has its end, came to the sink, and came twice only where it is counted so; and each issued account
 * has one mail ②.
 * @returns what is wrong
 */
export async function mails(system: System): Promise<string[]> {
  const all = await mailsOf(system);
  const got = copies(system);
  const about = (mail: Row): string => `${mail.code} of ${mail.reference} (${mail.state})`;
  const found: string[] = [];
  for (const mail of all) {
    const times = got.get(mail.id) ?? 0;
    if (mail.state !== 'accepted') found.push(`${about(mail)} is not accepted`);
    else if (times === 0) found.push(`${about(mail)} never came to the mail server`);
    else if (times > 1 && !mail.possibly_twice) found.push(`${about(mail)} came ${times} times and is counted once`);
  }
  const known = new Set(all.map(({ id }) => id));
  for (const id of got.keys()) if (!known.has(id)) found.push(`the mail ${id} came and nobody knows of it`);
  return [...found, ...(await guidance(system, all))];
}

async function guidance(system: System, all: readonly Row[]): Promise<string[]> {
  const issued = await rows<{ number: string }>(
    system.adminUrl,
    `SELECT number FROM accounts.issuance_applications WHERE status = 'issued'`,
  );
  const each = Map.groupBy(all.filter(({ code }) => code === 'M5'), ({ reference }) => reference);
  const wrong = issued.filter(({ number }) => each.get(number)?.length !== 1);
  const extra = [...each.keys()].filter((number) => !issued.some((one) => one.number === number));
  return [
    ...wrong.map(({ number }) => `${each.get(number)?.length ?? 0} mails ② for ${number}`),
    ...extra.map((number) => `mail ② for ${number}, which has no account`),
  ];
}

/** How often each mail has come that is known to be accepted, by its id. */
export async function acceptedMails(system: System): Promise<Map<string, number>> {
  const accepted = (await mailsOf(system)).filter(({ state }) => state === 'accepted');
  const got = copies(system);
  return new Map(accepted.map(({ id }) => [id, got.get(id) ?? 0]));
}

/** Which of the mails that were known to be accepted have come again since. */
export function cameAgain(before: ReadonlyMap<string, number>, system: System): string[] {
  const now = copies(system);
  return [...before].flatMap(([id, times]) => ((now.get(id) ?? 0) > times ? [`the mail ${id} came again`] : []));
}

export async function mailTotals(system: System): Promise<MailTotals> {
  const all = await mailsOf(system);
  const doubles = [...copies(system).values()].reduce((sum, times) => sum + times - 1, 0);
  return { mails: all.length, doubles, counted: all.filter((mail) => mail.possibly_twice).length };
}
