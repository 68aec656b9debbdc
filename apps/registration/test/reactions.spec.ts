import { randomUUID } from 'node:crypto';
import {
  accountIssued,
  accountVoided,
  applicationApproved,
  applicationClosed,
  applicationRejected,
  applicationSubmitted,
  type DataOf,
  type Envelope,
  type EventContract,
  mailAccepted,
  mailBounced,
  mailFailed,
  permissionGranted,
  preNoticeWanted,
  proxyApplicationFiled,
} from '@todoke/events';
import { eventually } from '@todoke/testing';
import { urls } from '../src/pages/user-Registration-Form/urls.js';
import { type RunningRegistration, startRegistration } from './running-registration.js';
import { Visitor } from './visitor.js';

let service: RunningRegistration;
beforeAll(async () => {
  service = await startRegistration();
});
afterAll(() => service.stop());
beforeEach(() => service.clock.advance(2 * 3_600_000));

const occurredAt = '2026-11-20T12:00:00.000Z';

function event<C extends EventContract>(contract: C, id: string, version: number, data: DataOf<C>): Envelope {
  return contract.parse({
    id: randomUUID(),
    subject: contract.subject,
    occurredAt,
    correlationId: randomUUID(),
    aggregate: { type: contract.aggregateType, id, version },
    data,
  });
}

const prefecture = '36';
const address = 'xxx@example.com';
const sealedToken = 'a.b.c.d.e';
const institution = { institution: 'i-1', institutionName: 'サンプル薬局' };
const items = {
  institutionName: 'サンプル薬局', institutionType: 'pharmacy', codeHolding: '2', phone: '0312345678', postalCode: '7708570',
  prefecture, municipality: '徳島市', street: '万代町', familyName: '山田', givenName: '太郎', departmentPhone: '0312345678', email: address,
} as const;

const approved = (number: string, route: 'self' | 'proxy' = 'self') =>
  event(applicationApproved, number, 2, {
    number, prefecture, route, items, address, approvedBy: 'official', approvedAt: occurredAt, submittedAt: occurredAt,
  });
const rejected = (number: string) =>
  event(applicationRejected, number, 2, { number, prefecture, address, institutionName: 'サンプル薬局', reason: '重複' });
const preNotice = (number: string) => event(preNoticeWanted, number, 1, { number, address, institutionName: 'サンプル薬局' });
const issued = (number: string) =>
  event(accountIssued, number, 2, { number, prefecture, loginId: 'ab12345', address, ...institution, sealedToken, issuedAt: occurredAt });
const granted = (number: string) =>
  event(permissionGranted, number, 1, {
    number, prefecture, loginId: 'ab12345', addresses: [address], ...institution, location: '徳島県徳島市', permission: 'pharmacy', route: 'self',
  });
const closed = (number: string, reason: DataOf<typeof applicationClosed>['reason']) =>
  event(applicationClosed, number, 3, { number, prefecture, reason });
const voided = (number: string) =>
  event(accountVoided, number, 3, { number, prefecture, institution: 'i-1', reason: 'guidance-undeliverable' });
const filed = (number: string) => event(proxyApplicationFiled, number, 1, { number, prefecture, items, filedBy: 'official' });

async function hear(...events: Envelope[]): Promise<void> {
  for (const one of events) await service.nats.publishAs(one);
}

const inboxed = async (events: readonly Envelope[]): Promise<void> => {
  await eventually(async () => {
    const ids = events.map(({ id }) => id);
    const found = await service.rows('SELECT 1 FROM registration.inbox WHERE event_id::text = ANY($1)', ids);
    return found.length === ids.length;
  });
};

const statusOf = async (number: string): Promise<string | undefined> =>
  (await service.rows<{ status: string }>('SELECT status FROM registration.applications WHERE number = $1', number))[0]?.status;

const stepsOf = async (number: string): Promise<string[]> =>
  (await service.rows<{ status: string }>('SELECT status FROM registration.application_steps WHERE number = $1', number))
    .map(({ status }) => status)
    .sort();

describe('What becomes of an application (R159)', () => {
  it.each<[string, (number: string) => Envelope[], string]>([
    ['却下', (number) => [rejected(number)], 'rejected'],
    ['発行完了', (number) => [approved(number), preNotice(number), issued(number)], 'issued'],
    ['② 不達', (number) => [approved(number), preNotice(number), issued(number), voided(number)], 'voided'],
    ['① 不達', (number) => [approved(number), preNotice(number), closed(number, 'pre-notice-undeliverable')], 'undeliverable'],
    ['対応不要', (number) => [approved(number), closed(number, 'nothing-to-do')], 'nothing-to-do'],
    ['権限付与', (number) => [approved(number), granted(number)], 'permission-granted'],
  ])('%s is known, in order, backwards and twice', async (_name, story, end) => {
    const [inOrder, backwards] = [await new Visitor(service).apply(), await new Visitor(service).apply()];
    const forth = story(inOrder);
    const back = story(backwards).reverse();
    await hear(...forth, ...back);
    await inboxed([...forth, ...back]);
    for (const number of [inOrder, backwards]) expect(await statusOf(number)).toBe(end);
    expect(await stepsOf(backwards)).toEqual(await stepsOf(inOrder));

    const again = forth.map((one) => ({ ...one, id: randomUUID() }));
    await hear(...again);
    await inboxed(again);
    expect(await statusOf(inOrder)).toBe(end);
    const actions = await service.rows<{ action: string }>('SELECT action FROM registration.audit WHERE subject = $1', inOrder);
    expect(actions).toHaveLength(forth.length);
  });

  it('is known of a prefecture’s own application too, also when the approval comes before the filing', async () => {
    const number = 'APF-50000001';
    const early = approved(number, 'proxy');
    await hear(early);
    await hear(filed(number));
    await inboxed([early]);
    expect(await statusOf(number)).toBe('approved');
    const [row] = await service.rows('SELECT route, items, address FROM registration.applications WHERE number = $1', number);
    expect(row).toEqual({ route: 'proxy', items: null, address: null });
  });

  it('cannot be two ends at once: the second is laid aside for a person to look at', async () => {
    const number = await new Visitor(service).apply();
    await hear(rejected(number));
    await eventually(async () => (await statusOf(number)) === 'rejected');
    const impossible = issued(number);
    await hear(impossible);
    await eventually(async () => (await service.rows('SELECT 1 FROM registration.dead_letters WHERE event_id::text = $1', impossible.id)).length === 1);
    expect(await statusOf(number)).toBe('rejected');
  });
});

describe('What becomes of a mail', () => {
  const about = (mail: 'M1' | 'M2' | 'M5' | 'M6' | 'M7', reference: string) => ({ mail, reference, attempts: 1 });
  const idOf = ({ mail, reference }: ReturnType<typeof about>): string => `${mail} ${reference}`;
  const accepted = (data: ReturnType<typeof about>, version = 1, id = idOf(data)) =>
    event(mailAccepted, id, version, { ...data, acceptedAt: occurredAt });
  const bounced = (
    data: ReturnType<typeof about>,
    version: number,
    reason: DataOf<typeof mailBounced>['reason'],
    id = idOf(data),
  ) =>
    event(mailBounced, id, version, { ...data, status: '5.1.1', reason });

  it.each([
    ['no-such-address', '宛先のメールアドレスが見つからないため'],
    ['mailbox-full', '容量がいっぱいのため'],
    ['refused', '受信を拒否したため'],
    ['unknown', '認証メールを届けられませんでした'],
  ] as const)('with a code that bounced (%s) is told to whoever waits for it', async (reason, told) => {
    const person = new Visitor(service);
    await person.askForCode(`${reason}@example.com`);
    expect((await person.get(urls.code)).text).toContain('認証メールを送信しています。');
    const id = (await service.announced('registration.verification-requested.v1')).at(-1)?.aggregate.id ?? '';
    await hear(accepted(about('M1', id)));
    await eventually(async () => (await person.get(urls.code)).text.includes('宛先のメールサーバに届きました'));
    await hear(bounced(about('M1', id), 2, reason));
    await eventually(async () => (await person.get(urls.code)).text.includes(told));
    expect(JSON.parse((await person.get(urls.codeMail)).html)).toMatchObject({ kind: 'error' });

    const late = accepted(about('M1', id), 1);
    await hear(late);
    await inboxed([late]);
    expect((await person.get(urls.code)).text).toContain(told);
  });

  it('with a code that could not be sent is told too, and a new code begins anew', async () => {
    const person = new Visitor(service);
    await person.askForCode('failed@example.com');
    const id = (await service.announced('registration.verification-requested.v1')).at(-1)?.aggregate.id ?? '';
    await hear(event(mailFailed, 'mail-2', 5, { ...about('M1', id), reason: 'gave-up' }));
    await eventually(async () => (await person.get(urls.code)).text.includes('認証メールを送信できませんでした'));
    service.clock.advance(60_000);
    await person.post(urls.confirmAddress);
    expect((await person.get(urls.code)).text).toContain('認証メールを送信しています。');
    const next = (await service.announced('registration.verification-requested.v1')).at(-1)?.aggregate.id ?? '';
    await hear(accepted(about('M1', next), 1));
    await eventually(async () => (await person.get(urls.code)).text.includes('宛先のメールサーバに届きました'));
  });

  it('about an application is kept, the newest of what was heard', async () => {
    const number = await new Visitor(service).apply();
    const events = [
      bounced(about('M5', number), 2, 'refused'),
      accepted(about('M5', number), 1),
      accepted(about('M2', number), 1),
      accepted(about('M6', number), 1, 'to the applicant'),
      bounced(about('M6', number), 1, 'unknown', 'to the registered address'),
    ];
    await hear(...events);
    await inboxed(events);
    const mails = await service.rows('SELECT mail, state, reason FROM registration.application_mails WHERE number = $1 ORDER BY mail, state', number);
    expect(mails).toEqual([
      { mail: 'M2', state: 'accepted', reason: null },
      { mail: 'M5', state: 'bounced', reason: 'refused' },
      { mail: 'M6', state: 'accepted', reason: null },
      { mail: 'M6', state: 'bounced', reason: 'unknown' },
    ]);
  });

  it('about something that is not registration’s is passed over', async () => {
    const events = [accepted(about('M7', 'reset-1')), accepted(about('M1', 'no-uuid')), accepted(about('M1', randomUUID()))];
    await hear(...events);
    await inboxed(events);
    expect(await service.rows('SELECT 1 FROM registration.dead_letters WHERE event_id::text = ANY($1)', events.map(({ id }) => id))).toEqual([]);
  });
});

describe('What registration announces', () => {
  it('reaches the stream as its contract has it', async () => {
    const number = await new Visitor(service).apply();
    const found = await eventually(async () =>
      (await service.nats.published(applicationSubmitted.subject)).find(({ aggregate }) => aggregate.id === number),
    );
    expect(applicationSubmitted.parse(found).data.items.familyName).toBe('山田');
  });
});
