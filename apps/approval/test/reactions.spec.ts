import {
  accountIssued,
  accountVoided,
  applicationClosed,
  applicationSubmitted,
  institutionChanged,
  mailAccepted,
  mailBounced,
  mailFailed,
  permissionGranted,
  type Envelope,
} from '@todoke/events';
import { again, eventually, exampleEvent } from '@todoke/testing';
import { approve } from '../src/reviews/domain/decide.js';
import { running, type Running } from './running.js';
import { clinic, friday, kagoshima, later, pharmacy } from './samples.js';

const number = 'APF-00000001';

const submitted = (of = number, items = pharmacy) =>
  exampleEvent(applicationSubmitted, {
    version: 3,
    occurredAt: friday,
    data: { number: of, items, address: items.email },
  });
const issued = (version = 3) =>
  exampleEvent(accountIssued, {
    version,
    occurredAt: later(72),
    data: { number, issuedAt: later(72).toISOString() },
  });
const granted = () => exampleEvent(permissionGranted, { version: 2, occurredAt: friday, data: { number } });
const closed = (reason: 'nothing-to-do' | 'pre-notice-undeliverable') =>
  exampleEvent(applicationClosed, { version: 2, occurredAt: friday, data: { number, reason } });
const voided = (version = 4) => exampleEvent(accountVoided, { version, occurredAt: later(73), data: { number } });
const accepted = (mail: 'M1' | 'M2' | 'M4' | 'M5' | 'M99', version = 2, id = `mail-${mail}`, reference = number) =>
  exampleEvent(mailAccepted, {
    id,
    version,
    occurredAt: later(2),
    data: { mail, reference, acceptedAt: later(2).toISOString() },
  });
const bounced = (mail: 'M4' | 'M5', version = 3) =>
  exampleEvent(mailBounced, {
    id: `mail-${mail}`,
    version,
    occurredAt: later(3),
    data: { mail, reference: number, reason: 'no-such-address' },
  });

let service: Running;

beforeEach(async () => {
  service = await running();
});

afterEach(() => service.stop());

const publish = async (...events: Envelope[]) => {
  for (const event of events) await service.nats.publishAs(event);
};

const review = async (of = number) =>
  (
    await service.ask<{ state: string; version: number }>(
      'SELECT state, version FROM approval.reviews WHERE number = $1',
      [of],
    )
  )[0];
/** Events that the module has heard. */
const inbox = async () =>
  Number(
    (await service.ask<{ count: string }>("SELECT count(*) FROM approval.inbox WHERE module = 'reviews'"))[0]?.count,
  );
const mails = () => service.ask('SELECT mail, state, reason FROM approval.mails ORDER BY mail');
const history = async () =>
  (await service.ask<{ what: string }>('SELECT what FROM approval.history ORDER BY at, what')).map(({ what }) => what);

const stateIs = (state: string) => eventually(async () => expect((await review())?.state).toBe(state));
const approveIt = () => service.change(number, kagoshima, (opened) => approve(opened, kagoshima, later(1)));

describe('application-submitted', () => {
  it('of a later round lets an application wait for its prefecture again, as it is written now (R159)', async () => {
    const secondRound = exampleEvent(applicationSubmitted, {
      version: 4,
      occurredAt: later(30),
      data: { number, items: { ...pharmacy, phone: '0992860000' }, address: pharmacy.email, round: 2 },
    });
    await publish(submitted());
    await stateIs('waiting');
    await approveIt();
    await publish(secondRound, again(secondRound), again(submitted()));
    await eventually(async () => expect(await inbox()).toBe(4));
    const stored = 'SELECT state, round, version, decided_by, items, received_at FROM approval.reviews';
    expect(await service.ask(stored)).toEqual([
      {
        state: 'waiting',
        round: 2,
        version: 3,
        decided_by: null,
        items: expect.objectContaining({ phone: '0992860000' }),
        received_at: later(30),
      },
    ]);
    expect(await history()).toEqual(['received', 'approved', 'received']);
    await approveIt();
    // The first round is not told.
    const told = "SELECT envelope->'data'->'round' AS round FROM approval.outbox WHERE subject LIKE '%approved%'";
    expect(await service.ask(`${told} ORDER BY position`)).toEqual([{ round: null }, { round: 2 }]);
  });

  it('opens one review, however often it is told', async () => {
    const event = submitted();
    await publish(event, again(event));
    await stateIs('waiting');
    await eventually(async () => expect(await inbox()).toBe(2));
    expect(
      await service.ask('SELECT number, prefecture, municipality_code, received_at FROM approval.reviews'),
    ).toEqual([{ number, prefecture: '46', municipality_code: '46201', received_at: friday }]);
    expect(await history()).toEqual(['received']);
  });

  it('after the approval does not open it again', async () => {
    const event = submitted();
    await publish(event);
    await stateIs('waiting');
    await approveIt();
    await publish(again(event));
    await eventually(async () => expect(await inbox()).toBe(2));
    expect(await review()).toEqual({ state: 'approved', version: 2 });
  });
});

describe('what accounts tells', () => {
  it.each([
    ['account-issued', () => issued(), 'issued'],
    ['permission-granted', granted, 'granted'],
    ['application-closed as nothing to do', () => closed('nothing-to-do'), 'nothing-to-do'],
    ['application-closed as undeliverable', () => closed('pre-notice-undeliverable'), 'pre-notice-undeliverable'],
  ])('%s becomes the state, twice as once (R159)', async (_, make, state) => {
    await publish(submitted());
    await stateIs('waiting');
    await approveIt();
    const event = make();
    await publish(event, again(event));
    await stateIs(state);
    await eventually(async () => expect(await inbox()).toBe(3));
    expect(await review()).toEqual({ state, version: 3 });
    expect((await history()).filter((what) => what === state)).toEqual([state]);
  });

  it('is the newest word, also when the older one comes later', async () => {
    await publish(submitted());
    await stateIs('waiting');
    await approveIt();
    await publish(voided());
    await stateIs('voided');
    await publish(issued());
    await eventually(async () => expect(await inbox()).toBe(3));
    expect((await review())?.state).toBe('voided');
    expect(await history()).toEqual(['received', 'approved', 'issued', 'voided']);
    expect(await service.ask('SELECT actor, action FROM approval.audit ORDER BY id')).toEqual([
      { actor: 'open-review', action: 'application.received' },
      { actor: 'official-46', action: 'application.approved' },
      { actor: 'follow-application', action: 'application.voided' },
    ]);
  });

  it('waits for the application when it comes first', async () => {
    await publish(issued());
    await publish(submitted());
    await stateIs('waiting');
    await approveIt();
    await stateIs('issued');
    expect(await service.ask('SELECT * FROM approval.dead_letters')).toEqual([]);
  });
});

describe('what notifications tells', () => {
  it('is kept for each mail, the newest word only (R161)', async () => {
    await publish(submitted());
    await stateIs('waiting');
    await approveIt();
    await publish(accepted('M2'), bounced('M5'), accepted('M5'));
    await eventually(async () => expect(await inbox()).toBe(4));
    expect(await mails()).toEqual([
      { mail: 'M2', state: 'accepted', reason: null },
      { mail: 'M5', state: 'bounced', reason: 'no-such-address' },
    ]);
  });

  it('makes 事前確認送信済 of an arrived ①, and never goes back for it (R159)', async () => {
    await publish(submitted());
    await stateIs('waiting');
    await approveIt();
    await publish(accepted('M4'));
    await stateIs('pre-noticed');
    await publish(issued());
    await stateIs('issued');
    await publish(accepted('M4', 2, 'another-mail'));
    await eventually(async () => expect(await inbox()).toBe(4));
    expect((await review())?.state).toBe('issued');
  });

  it('waits for the application when it comes first', async () => {
    await publish(accepted('M2'));
    await publish(submitted());
    await eventually(async () => expect(await mails()).toHaveLength(1));
  });

  it('about other things is nothing to a prefecture', async () => {
    await publish(accepted('M1', 2, 'code-mail', 'a-verification'), accepted('M99', 1, 'unknown-mail'));
    await eventually(async () => expect(await inbox()).toBe(2));
    expect(await mails()).toEqual([]);
  });

  it('of a mail that was given up is kept too (R161)', async () => {
    await publish(submitted());
    await publish(exampleEvent(mailFailed, { id: 'm', data: { mail: 'M2', reference: number, reason: 'gave-up' } }));
    await eventually(async () => expect(await mails()).toEqual([{ mail: 'M2', state: 'failed', reason: 'gave-up' }]));
  });
});

describe('institution-changed', () => {
  const changed = (version: number, name: string) =>
    exampleEvent(institutionChanged, {
      version,
      occurredAt: friday,
      data: { institution: 'i-1', name, type: 'clinic', insuranceCode: undefined, permissions: [] },
    });

  it('is shown as a possible duplicate, in its newest form (R162)', async () => {
    await publish(changed(2, '髙﨑クリニック'), changed(1, '昔の名前'));
    await publish(submitted(number, { ...clinic, insuranceCode: undefined, codeHolding: '2' }));
    await stateIs('waiting');
    await eventually(async () => expect(await inbox()).toBe(3));
    const { duplicates } = await service.openDossier(number, kagoshima);
    expect(duplicates).toEqual([
      {
        kind: 'institution',
        likeness: 'name-and-address',
        name: '髙﨑クリニック',
        location: '鹿児島県鹿児島市鴨池新町１０番１号',
        hasAccount: true,
        entry: expect.objectContaining({ institutionName: '髙﨑クリニック', municipality: '鹿児島市' }),
      },
    ]);
  });
});
