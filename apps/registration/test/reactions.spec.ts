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
  mailAccepted,
  mailBounced,
  mailFailed,
  permissionGranted,
  preNoticeWanted,
  proxyApplicationFiled,
} from '@todoke/events';
import { again, eventually, exampleEvent } from '@todoke/testing';
import { urls } from '../src/applying/pages/user-Registration-Form/urls.js';
import { registration } from '../src/registration.service.js';
import { running, type Running } from './running.js';
import { Applicant } from './applicant.js';

let service: Running;
beforeAll(async () => {
  service = await running();
});
afterAll(() => service.stop());
beforeEach(() => service.clock.advance(2 * 3_600_000));

const occurredAt = new Date('2026-11-20T12:00:00Z');
const about = (number: string, version: number) => ({ version, occurredAt, data: { number } });

const approved = (number: string, route: 'self' | 'proxy' = 'self') =>
  exampleEvent(applicationApproved, { version: 2, occurredAt, data: { number, route } });
const rejected = (number: string) => exampleEvent(applicationRejected, about(number, 2));
const preNotice = (number: string) => exampleEvent(preNoticeWanted, about(number, 1));
const issued = (number: string) => exampleEvent(accountIssued, about(number, 2));
const granted = (number: string) => exampleEvent(permissionGranted, about(number, 1));
const closed = (number: string, reason: DataOf<typeof applicationClosed>['reason']) =>
  exampleEvent(applicationClosed, { version: 3, occurredAt, data: { number, reason } });
const voided = (number: string) => exampleEvent(accountVoided, about(number, 3));
const filed = (number: string) => exampleEvent(proxyApplicationFiled, about(number, 1));

async function hear(...events: Envelope[]): Promise<void> {
  for (const one of events) await service.nats.publishAs(one);
}

/** Every module that hears one of these events has taken it. */
const inboxed = async (events: readonly Envelope[]): Promise<void> => {
  const takes = events.flatMap(({ id, subject }) =>
    Object.entries(registration.hears).flatMap(([module, subjects]) =>
      subjects.some((heard) => heard === subject) ? [`${module} ${id}`] : [],
    ),
  );
  await eventually(async () => {
    const found = await service.ask<{ take: string }>(
      "SELECT module || ' ' || event_id AS take FROM registration.inbox WHERE event_id::text = ANY($1)",
      [events.map(({ id }) => id)],
    );
    expect(found.map(({ take }) => take).sort()).toEqual([...takes].sort());
    return true;
  });
};

interface Status {
  readonly state: string;
  readonly since: Date;
  readonly round: number;
}
/** None while it waits for its prefecture since it was submitted. */
const statusOf = async (number: string): Promise<Status | undefined> =>
  (
    await service.ask<Status>('SELECT state, since, round FROM registration.status_applications WHERE number = $1', [
      number,
    ])
  )[0];

describe('What becomes of an application (R159)', () => {
  it.each<[string, (number: string) => Envelope[], string]>([
    ['却下', (number) => [rejected(number)], 'rejected'],
    ['発行完了', (number) => [approved(number), preNotice(number), issued(number)], 'issued'],
    ['② 不達', (number) => [approved(number), preNotice(number), issued(number), voided(number)], 'voided'],
    [
      '① 不達',
      (number) => [approved(number), preNotice(number), closed(number, 'pre-notice-undeliverable')],
      'pre-notice-undeliverable',
    ],
    ['対応不要', (number) => [approved(number), closed(number, 'nothing-to-do')], 'nothing-to-do'],
    ['権限付与', (number) => [approved(number), granted(number)], 'granted'],
  ])('%s is known, in order, backwards and twice', async (_name, history, end) => {
    const [inOrder, backwards] = [await new Applicant(service).apply(), await new Applicant(service).apply()];
    expect(await statusOf(inOrder)).toBeUndefined();
    const forth = history(inOrder);
    const back = history(backwards).reverse();
    await hear(...forth, ...back);
    await inboxed([...forth, ...back]);
    const known = { state: end, since: occurredAt, round: 1 };
    for (const number of [inOrder, backwards]) expect(await statusOf(number)).toEqual(known);

    const repeated = forth.map(again);
    await hear(...repeated);
    await inboxed(repeated);
    expect(await statusOf(inOrder)).toEqual(known);
  });

  it('is known of a prefecture’s own application too, also when the approval comes before the filing', async () => {
    const number = 'APF-50000001';
    const early = approved(number, 'proxy');
    const late = filed(number);
    await hear(early, late);
    await inboxed([early, late]);
    expect(await statusOf(number)).toMatchObject({ state: 'approved' });
  });

  it('is 承認待ち again in a later round, whatever is heard of the round before', async () => {
    const number = await new Applicant(service).apply();
    const again2 = exampleEvent(proxyApplicationFiled, { version: 4, occurredAt, data: { number, round: 2 } });
    const events = [approved(number), again2, issued(number)];
    await hear(...events);
    await inboxed(events);
    expect(await statusOf(number)).toMatchObject({ state: 'waiting', round: 2 });
  });
});

describe('What becomes of a mail (R161)', () => {
  interface About {
    mail: 'M1' | 'M2' | 'M5' | 'M6' | 'M7';
    reference: string;
  }
  const idOf = ({ mail, reference }: About): string => `${mail} ${reference}`;
  const accepted = (about: About, version = 1, id = idOf(about)) =>
    exampleEvent(mailAccepted, { id, version, occurredAt, data: { ...about, acceptedAt: occurredAt.toISOString() } });
  const bounced = (about: About, version: number, reason: DataOf<typeof mailBounced>['reason'], id = idOf(about)) =>
    exampleEvent(mailBounced, { id, version, occurredAt, data: { ...about, reason } });
  const aMail = (mail: About['mail'], reference: string): About => ({ mail, reference });

  it.each([
    ['no-such-address', '宛先のメールアドレスが見つからないため'],
    ['mailbox-full', '容量がいっぱいのため'],
    ['refused', '受信を拒否したため'],
    ['unknown', '認証メールを届けられませんでした'],
  ] as const)('with a code that bounced (%s) is told to whoever waits for it', async (reason, told) => {
    const person = new Applicant(service);
    await person.askForCode(`${reason}@example.com`);
    expect((await person.get(urls.code)).text).toContain('認証メールを送信しています。');
    const id = (await service.announced('registration.verification-requested.v1')).at(-1)?.aggregate.id ?? '';
    await hear(accepted(aMail('M1', id)));
    await eventually(async () => (await person.get(urls.code)).text.includes('宛先のメールサーバに届きました'));
    await hear(bounced(aMail('M1', id), 2, reason));
    await eventually(async () => (await person.get(urls.code)).text.includes(told));
    expect(JSON.parse((await person.get(urls.codeMail)).html)).toMatchObject({ kind: 'error' });

    const late = accepted(aMail('M1', id), 1);
    await hear(late);
    await inboxed([late]);
    expect((await person.get(urls.code)).text).toContain(told);
  });

  it('with a code that could not be sent is told too, and a new code begins again', async () => {
    const person = new Applicant(service);
    await person.askForCode('failed@example.com');
    const id = (await service.announced('registration.verification-requested.v1')).at(-1)?.aggregate.id ?? '';
    await hear(exampleEvent(mailFailed, { id: 'mail-2', version: 5, data: { ...aMail('M1', id), reason: 'gave-up' } }));
    await eventually(async () => (await person.get(urls.code)).text.includes('認証メールを送信できませんでした'));
    service.clock.advance(60_000);
    await person.send(urls.confirmAddress);
    expect((await person.get(urls.code)).text).toContain('認証メールを送信しています。');
    const next = (await service.announced('registration.verification-requested.v1')).at(-1)?.aggregate.id ?? '';
    await hear(accepted(aMail('M1', next), 1));
    await eventually(async () => (await person.get(urls.code)).text.includes('宛先のメールサーバに届きました'));
  });

  it('about an application is kept, the newest of what was heard', async () => {
    const number = await new Applicant(service).apply();
    const events = [
      bounced(aMail('M5', number), 2, 'refused'),
      accepted(aMail('M5', number), 1),
      accepted(aMail('M2', number), 1),
      accepted(aMail('M6', number), 1, 'to the applicant'),
      bounced(aMail('M6', number), 1, 'unknown', 'to the registered address'),
    ];
    await hear(...events);
    await inboxed(events);
    const mails = await service.ask(
      'SELECT mail, state, reason FROM registration.status_mails WHERE number = $1 ORDER BY mail, state',
      [number],
    );
    expect(mails).toEqual([
      { mail: 'M2', state: 'accepted', reason: null },
      { mail: 'M5', state: 'bounced', reason: 'refused' },
      { mail: 'M6', state: 'accepted', reason: null },
      { mail: 'M6', state: 'bounced', reason: 'unknown' },
    ]);
  });

  it('about something that is not registration’s is passed over', async () => {
    const events = [
      accepted(aMail('M7', 'reset-1')),
      accepted(aMail('M1', 'no-uuid')),
      accepted(aMail('M1', randomUUID())),
    ];
    await hear(...events);
    await inboxed(events);
    expect(
      await service.ask('SELECT 1 FROM registration.dead_letters WHERE event_id::text = ANY($1)', [
        events.map(({ id }) => id),
      ]),
    ).toEqual([]);
  });
});

describe('What registration announces', () => {
  it('reaches the stream as its contract has it', async () => {
    const number = await new Applicant(service).apply();
    const found = await eventually(async () =>
      (await service.nats.published(applicationSubmitted.subject)).find(({ aggregate }) => aggregate.id === number),
    );
    expect(applicationSubmitted.parse(found).data.items.familyName).toBe('山田');
  });
});
