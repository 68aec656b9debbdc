import { applicationClosed, applicationSubmitted, institutionChanged } from '@todoke/events';
import { checkDigitOf } from '@todoke/japan';
import { applicationNumber } from '@todoke/lifecycle';
import { again, eventually, exampleEvent } from '@todoke/testing';
import fc from 'fast-check';
import { lookForDuplicates } from '../src/reviews/actions/judge-again.js';
import { markTold } from '../src/reviews/actions/mark-told.js';
import { approve, reject } from '../src/reviews/domain/decide.js';
import type { Official } from '../src/reviews/domain/official.js';
import type { Queue } from '../src/reviews/domain/queue.js';
import { countsOf, type Shown } from '../src/reviews/persistence/application-list.js';
import { placeInQueue } from '../src/reviews/persistence/queue.js';
import { foldTallies } from '../src/reviews/persistence/tallies.js';
import { running, type Running } from './running.js';
import { centre, clinic, friday, kagoshima, later, pharmacy, secretariat, tokushima, waiting } from './samples.js';

let service: Running;

beforeAll(async () => {
  service = await running();
});
afterAll(() => service.stop());
beforeEach(() => service.ask('TRUNCATE approval.reviews, approval.institutions, approval.changed_keys CASCADE'));

const codeOf = (payload: string): string => payload + checkDigitOf(payload);

/** A pharmacy of which nothing is doubtful. */
const sound = (at: number) => ({
  ...pharmacy,
  institutionName: `第${at}薬局`,
  insuranceCode: codeOf(`46${String(4_000_000 + at)}`),
});

const piles = async () =>
  Object.fromEntries(
    (await service.ask<{ number: string; pile: string }>('SELECT number, pile FROM approval.reviews')).map(
      ({ number, pile }) => [Number(number.slice(4)), pile],
    ),
  );
const pilesAre = (expected: Record<number, string | null>) =>
  eventually(async () => expect(await piles()).toEqual(expected));

const open = (at: number, items = sound(at)) =>
  service.open({ ...waiting(applicationNumber(at), items), receivedAt: later(at) });
const decide = (at: number, decision: 'approve' | 'reject') =>
  service.change(applicationNumber(at), kagoshima, (review) =>
    decision === 'approve' ? approve(review, kagoshima, later(50)) : reject(review, kagoshima, '理由', later(50)),
  );

describe('an application goes into a pile', () => {
  it('by what is doubtful about it when it arrives, told twice (R46)', async () => {
    const submitted = (at: number, items: typeof pharmacy) =>
      exampleEvent(applicationSubmitted, {
        id: applicationNumber(at),
        version: 3,
        occurredAt: friday,
        data: { number: applicationNumber(at), items, address: items.email },
      });
    const events = [
      submitted(1, sound(1)),
      submitted(2, { ...sound(2), insuranceCode: '4640000020' }),
      submitted(3, { ...clinic, institutionName: '第三歯科', insuranceCode: codeOf('461000000') }),
    ];
    for (const event of [...events, ...events.map(again)]) await service.nats.publishAs(event);
    await pilesAre({ 1: 'clean', 2: 'check', 3: 'check' });
    const found = await service.ask('SELECT warnings FROM approval.reviews ORDER BY number');
    expect(found).toEqual([{ warnings: [] }, { warnings: ['check-digit'] }, { warnings: ['name-type'] }]);
  });

  it('with its twin, when a later one is the same institution, and out again when that is rejected (R162)', async () => {
    await open(1);
    await open(2);
    await pilesAre({ 1: 'clean', 2: 'clean' });
    await open(3, sound(1));
    expect((await piles())[3]).toBe('duplicate');
    await pilesAre({ 1: 'duplicate', 2: 'clean', 3: 'duplicate' });
    await decide(3, 'reject');
    await pilesAre({ 1: 'clean', 2: 'clean', 3: null });
  });

  it('stays with its twin when that is approved (R162)', async () => {
    await open(1);
    await open(3, sound(1));
    await decide(3, 'approve');
    await pilesAre({ 1: 'duplicate', 3: null });
  });

  it('when the institution turns out to have an account, told twice (R162)', async () => {
    await open(1);
    const { insuranceCode } = sound(1);
    const known = (version: number, hasAccount: boolean) =>
      exampleEvent(institutionChanged, {
        id: 'i-1',
        version,
        occurredAt: friday,
        data: { institution: 'i-1', prefecture: '46', insuranceCode, hasAccount },
      });
    await service.nats.publishAs(known(1, false));
    await eventually(async () => expect(await service.ask('SELECT 1 FROM approval.institutions')).toHaveLength(1));
    expect(await piles()).toEqual({ 1: 'clean' });
    await service.nats.publishAs(known(2, true));
    await service.nats.publishAs(again(known(2, true)));
    await pilesAre({ 1: 'duplicate' });
  });

  it('不達・ご案内が必要, when mail ① did not arrive, until the institution is told (R68)', async () => {
    await open(1);
    await decide(1, 'approve');
    expect(await piles()).toEqual({ 1: null });
    const closed = exampleEvent(applicationClosed, {
      version: 2,
      occurredAt: later(72),
      data: { number: applicationNumber(1), reason: 'pre-notice-undeliverable' },
    });
    await service.nats.publishAs(closed);
    await service.nats.publishAs(again(closed));
    await pilesAre({ 1: 'undeliverable' });
    const mark = (told: boolean) =>
      service.databases.forOfficial(kagoshima, (tx) => markTold(tx, applicationNumber(1), told));
    for (const told of [true, true]) await mark(told);
    expect(await piles()).toEqual({ 1: null });
    await service.databases.forOfficial(tokushima, (tx) => markTold(tx, applicationNumber(1), false));
    expect(await piles()).toEqual({ 1: null });
    await mark(false);
    expect(await piles()).toEqual({ 1: 'undeliverable' });
  });

  it('anew where older rules had judged it', async () => {
    await open(1);
    await service.ask(`UPDATE approval.reviews SET pile = 'check', warnings = '{old}', warnings_version = 0`);
    const { renewKeys } = await import('../src/reviews/jobs/renew-keys.js');
    await renewKeys.round({ get: () => service.databases, logger: { info: () => undefined } } as never);
    expect(await piles()).toEqual({ 1: 'clean' });
  });

  it('although two processes look for duplicates at the same time', async () => {
    for (let at = 1; at <= 20; at += 1) await open(at, sound(at % 5));
    const look = () => service.databases.inTransaction((tx) => lookForDuplicates(tx, 3));
    await Promise.all([1, 2, 3, 4].map(look));
    await eventually(async () => expect(new Set(Object.values(await piles()))).toEqual(new Set(['duplicate'])));
  });
});

describe('the counts of piles', () => {
  const shown: Shown[] = ['waiting', 'clean', 'check', 'duplicate', 'undeliverable', 'all'];
  const counts = (official: Official) =>
    service.databases
      .rowsFor(official)
      .read((snapshot) => countsOf(snapshot, official, shown, { state: undefined, type: undefined }));
  const counted = (official: Official, where: string) =>
    service
      .ask<Record<Shown, number>>(
        `SELECT ${shown
          .map((one) => {
            const ofHealthCentre =
              official.role === 'health-centre' && one !== 'all' ? "institution_type = 'pharmacy'" : 'true';
            const which = one === 'all' ? 'true' : one === 'waiting' ? "state = 'waiting'" : `pile = '${one}'`;
            return `count(*) FILTER (WHERE ${which} AND ${ofHealthCentre})::integer AS ${one}`;
          })
          .join(', ')} FROM approval.reviews WHERE ${where}`,
      )
      .then(([row]) => row);

  it('are those of the applications, whatever happens to them and however often they are folded (R158)', async () => {
    const change = fc.oneof(
      fc.record({ kind: fc.constant('open' as const), at: fc.integer({ min: 1, max: 40 }), doubtful: fc.boolean() }),
      fc.record({ kind: fc.constantFrom('approve' as const, 'reject' as const), at: fc.integer({ min: 1, max: 40 }) }),
      fc.record({ kind: fc.constant('fold' as const), at: fc.constant(0) }),
      fc.record({ kind: fc.constant('erase' as const), at: fc.integer({ min: 1, max: 40 }) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 5, maxLength: 25 }), async (changes) => {
        await service.ask('TRUNCATE approval.reviews CASCADE');
        for (const { kind, at, ...more } of changes) {
          if (kind === 'open') {
            const elsewhere = at % 3 === 0 ? { prefecture: '36' as const, municipality: '徳島市' } : {};
            const doubt = 'doubtful' in more && more.doubtful ? { insuranceCode: '4640000020' } : {};
            await open(at, { ...sound(at), ...elsewhere, ...doubt });
          }
          // Refused where it is decided or another prefecture's, or missing.
          if (kind === 'approve' || kind === 'reject') await decide(at, kind).catch(() => undefined);
          if (kind === 'fold') await service.databases.inTransaction(foldTallies);
          if (kind === 'erase')
            await service.ask('DELETE FROM approval.reviews WHERE number = $1', [applicationNumber(at)]);
        }
        for (const [official, where] of [
          [secretariat, 'true'],
          [kagoshima, "prefecture = '46'"],
          [tokushima, "prefecture = '36'"],
          [centre, "municipality_code = '46201'"],
        ] as const) {
          // The job may move one to another pile between the two.
          await eventually(async () => expect(await counts(official)).toEqual(await counted(official, where)));
        }
      }),
      { numRuns: 12 },
    );
  });

  it('are folded into few rows by two processes at once', async () => {
    for (let at = 1; at <= 30; at += 1) await open(at);
    await Promise.all([1, 2, 3].map(() => service.databases.inTransaction(foldTallies)));
    await service.databases.inTransaction(foldTallies);
    const [rows] = await service.ask<{ count: number }>('SELECT count(*)::integer AS count FROM approval.tallies');
    expect(rows?.count).toBe(3);
    expect((await counts(kagoshima)).waiting).toBe(30);
  });
});

describe('the place of an application in a queue', () => {
  const place = (queue: Queue, at: number, official: Official = kagoshima) =>
    service.databases.forOfficial(official, (tx) => placeInQueue(tx, queue, applicationNumber(at), official));
  const all = { mine: false };

  beforeEach(async () => {
    for (const at of [1, 2, 3]) await open(at);
    await open(4, { ...sound(4), insuranceCode: '4640000020' });
    await open(5, { ...sound(5), prefecture: '36', municipality: '徳島市' });
    await open(6, { ...clinic, insuranceCode: codeOf('461000000') });
  });

  it('is by the day of receipt, and the first follows the last (R46)', async () => {
    expect(await place(all, 1)).toEqual({ next: 'APF-00000002', place: 1, total: 5 });
    expect(await place(all, 4)).toEqual({ next: 'APF-00000006', place: 4, total: 5 });
    expect(await place(all, 6)).toEqual({ next: 'APF-00000001', place: 5, total: 5 });
  });

  it('is within a pile, after one that is decided on as well', async () => {
    expect(await place({ pile: 'clean', mine: false }, 3)).toEqual({ next: 'APF-00000006', place: 3, total: 4 });
    await decide(2, 'approve');
    expect(await place({ pile: 'clean', mine: false }, 2)).toEqual({ next: 'APF-00000003', place: 1, total: 3 });
    expect(await place({ pile: 'duplicate', mine: false }, 2)).toEqual({ place: 0, total: 0 });
  });

  it('is among what the official decides on: own ones, a health centre’s pharmacies (R158)', async () => {
    await service.ask(
      `UPDATE approval.reviews SET assignee = 'official-46' WHERE number IN ('APF-00000001', 'APF-00000006')`,
    );
    expect(await place({ mine: true }, 1)).toEqual({ next: 'APF-00000006', place: 1, total: 2 });
    expect(await place(all, 4, centre)).toEqual({ next: 'APF-00000001', place: 4, total: 4 });
    expect(await place(all, 5, tokushima)).toEqual({ place: 1, total: 1 });
  });

  it('has no next where it is the only one', async () => {
    expect(await place({ pile: 'check', mine: false }, 4)).toEqual({ place: 1, total: 1 });
  });
});
