import { randomUUID } from 'node:crypto';
import { applicationApproved, type DataOf, type Envelope, mailAccepted, mailBounced, mailFailed } from '@todoke/events';
import { unseal } from '@todoke/messaging';
import { eventually, exampleEvent, rows } from '@todoke/testing';
import { friday, type Running } from './running.js';

type Approved = DataOf<typeof applicationApproved>;
type Items = Approved['items'];

const items: Items = {
  institutionName: 'サンプル薬局',
  institutionCode: '1234567890',
  institutionType: 'pharmacy',
  codeHolding: '1',
  phone: '0992862707',
  insuranceCode: '4640101230',
  postalCode: '8900064',
  prefecture: '46',
  municipality: '鹿児島市',
  street: '鴨池新町１０番１号',
  familyName: '山田',
  givenName: '太郎',
  departmentPhone: '0992862708',
  email: 'yakkyoku@example.jp',
};

let count = 1750;

/** An application that its prefecture has approved; each call is another application. */
export function approved(
  change: Partial<Omit<Approved, 'items'>> & { items?: Partial<Items> } = {},
): Envelope<string, Approved> {
  const number = change.number ?? `APF-${String((count += 1)).padStart(8, '0')}`;
  const data: Approved = {
    number,
    prefecture: '46',
    route: 'self',
    address: 'yakkyoku@example.jp',
    approvedBy: 'official',
    approvedAt: '2026-11-19T15:00:00+09:00',
    submittedAt: '2026-11-18T09:00:00+09:00',
    ...change,
    items: { ...items, ...change.items },
  };
  return exampleEvent(applicationApproved, { version: 1, occurredAt: friday, data });
}

/** What a mail to an application came to. */
export function mailOutcome(
  kind: 'accepted' | 'bounced' | 'failed',
  mail: 'M4' | 'M5' | 'M6',
  reference: string,
  occurredAt = friday,
): Envelope {
  const about = { id: randomUUID(), version: 1, occurredAt };
  const told = { mail, reference, attempts: 1 };
  switch (kind) {
    case 'accepted':
      return exampleEvent(mailAccepted, { ...about, data: { ...told, acceptedAt: occurredAt.toISOString() } });
    case 'bounced':
      return exampleEvent(mailBounced, { ...about, data: { ...told, reason: 'no-such-address' } });
    case 'failed':
      return exampleEvent(mailFailed, { ...about, data: { ...told, reason: 'gave-up' } });
  }
}

export type Announced = Envelope<string, Record<string, unknown>>;

/** The events that accounts has announced, oldest first, as its outbox has them. */
export async function announced(
  accounts: Pick<Running, 'database'>,
  subject: string,
  id?: string,
): Promise<Announced[]> {
  const found = await rows<{ envelope: Announced }>(
    accounts.database.adminUrl,
    'SELECT envelope FROM accounts.outbox WHERE subject = $1 ORDER BY position',
    [`accounts.${subject}.v1`],
  );
  return found.map((row) => row.envelope).filter((event) => id === undefined || event.aggregate.id === id);
}

export async function statusOf(accounts: Pick<Running, 'database'>, number: string): Promise<string | undefined> {
  const [row] = await rows<{ status: string }>(
    accounts.database.adminUrl,
    'SELECT status FROM accounts.issuance_applications WHERE number = $1',
    [number],
  );
  return row?.status;
}

export const untilStatus = (accounts: Pick<Running, 'database'>, number: string, status: string): Promise<void> =>
  eventually(async () => expect(await statusOf(accounts, number)).toBe(status));

export interface IssuedAccount {
  readonly number: string;
  readonly loginId: string;
  readonly token: string;
  readonly institution: string;
}

/** The account that was issued for an application, with the token that only notifications can read. */
export async function issuedFor(accounts: Running, number: string): Promise<IssuedAccount> {
  await untilStatus(accounts, number, 'issued');
  const [event] = await announced(accounts, 'account-issued', number);
  const { loginId, sealedToken, institution } = event?.data as {
    loginId: string;
    sealedToken: string;
    institution: string;
  };
  return { number, loginId, institution, token: await unseal(accounts.privateKeys, sealedToken) };
}
