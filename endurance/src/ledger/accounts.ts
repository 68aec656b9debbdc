import { rows } from '@todoke/testing';
import type { Guidance, LetterBox } from '@todoke/testing/people';
import type { System } from '../system/system.js';
import { describe, isIssued, isNothingToDo, type Stage } from './stages.js';

/** Who applied, and what they were told on the completion page. */
export interface Acknowledged {
  readonly number: string;
  readonly address: string;
  /** Names the institution; several applications may be of one. */
  readonly institution: string;
}

/**
 * Checks that each acknowledged application has ended, and that each institution has one account.
 * @returns the violations, a sentence each
 */
export function outcomes(stages: readonly Stage[], acknowledged: readonly Acknowledged[]): string[] {
  const found: string[] = [];
  const known = new Map(stages.map((stage) => [stage.number, stage]));
  const numbers = new Set(acknowledged.map(({ number }) => number));
  if (numbers.size < acknowledged.length) found.push('a number was shown on two completion pages');
  for (const { number } of stages) if (!numbers.has(number)) found.push(`${number} was never acknowledged to anybody`);
  for (const { number } of acknowledged)
    if (!known.has(number)) found.push(`${number} was acknowledged and is nowhere`);
  for (const group of Map.groupBy(acknowledged, ({ institution }) => institution).values()) {
    const theirs = group.flatMap(({ number }) => known.get(number) ?? []);
    const issued = theirs.filter(isIssued);
    const rest = theirs.filter((stage) => !isIssued(stage) && !isNothingToDo(stage));
    if (theirs.length > 0 && issued.length !== 1)
      found.push(`${issued.length} accounts issued for ${theirs.map(describe).join(' and ')}`);
    found.push(...rest.map(describe));
  }
  return found;
}

interface Account {
  readonly number: string;
  readonly address: string;
  readonly login_id: string;
  readonly institution: string;
}

/** Checks that the accounts and the mails ② agree. @returns the violations */
export async function accounts(system: System, inbox: LetterBox): Promise<string[]> {
  const all = await rows<Account>(
    system.adminUrl,
    `SELECT a.number, a.address, p.login_id, p.institution::text
     FROM accounts.issuance_applications a JOIN accounts.identity_people p ON p.id = a.person
     WHERE a.status = 'issued' ORDER BY a.number`,
  );
  const found = [...twice(all, 'login_id', 'login ID'), ...twice(all, 'institution', 'institution')];
  const [counted] = await rows<{ people: number; institutions: number }>(
    system.adminUrl,
    `SELECT (SELECT count(*)::int FROM accounts.identity_people
             WHERE role = 'institution' AND state = 'issued-unset') AS people,
            (SELECT count(*)::int FROM accounts.institutions_institutions i WHERE has_account
             AND EXISTS (SELECT FROM accounts.issuance_applications WHERE institution = i.id)) AS institutions`,
  );
  if (counted?.people !== all.length)
    found.push(`${counted?.people} accounts in all for ${all.length} that were issued`);
  if (counted?.institutions !== all.length)
    found.push(`${counted?.institutions} institutions for ${all.length} accounts`);
  return [...found, ...all.flatMap((account) => told(account, inbox.guidanceFor(account.address)))];
}

function twice(all: readonly Account[], key: 'login_id' | 'institution', what: string): string[] {
  const groups = [...Map.groupBy(all, (account) => account[key]).values()].filter(({ length }) => length > 1);
  return groups.map((group) => `one ${what} for ${group.map(({ number }) => number).join(', ')}`);
}

function told({ number, login_id: loginId }: Account, mails: readonly Guidance[]): string[] {
  if (mails.length === 0) return [`nobody got mail ② of ${number}`];
  const wrong = mails.filter((mail) => mail.loginId !== loginId || mail.link !== mails[0]?.link || mail.link === '');
  return wrong.map(
    (mail) => `mail ② of ${number} says ${mail.loginId} with ${mail.link === '' ? 'no link' : 'a link'}`,
  );
}
