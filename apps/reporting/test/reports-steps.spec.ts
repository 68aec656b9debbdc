import { reportReleased, reportReturned } from '@todoke/events';
import type { Kind, Step } from '../src/reports/index.js';
import { findReportsOf, giveBack, lockReports, recordSteps, release } from '../src/reports/index.js';
import { Databases } from '../src/persistence/databases.js';
import { forget, hospitalValues, january, knew, press, reporters } from './reported.js';
import { type Running, staffed } from './running.js';

let service: Running;

beforeAll(async () => {
  service = await staffed();
  await reporters(service);
});

afterAll(() => service.stop());

beforeEach(async () => {
  service.clock.set(january);
  await forget(service);
  await service.ask('TRUNCATE reporting.outbox');
});

const official = { sub: 'official-46', role: 'prefecture', prefecture: '46' } as const;
const act = (at = january) => ({ by: 'official-46', at });

/** `i-1` has reported. */
async function reported(kind: Kind = 'yearly') {
  await knew(service, 'i-1', hospitalValues());
  const visitor = await service.visitor('institution');
  await visitor.get('/reports/medical');
  await visitor.send(`/reports/medical/${kind}`);
  await press(visitor, `/reports/medical/${kind}/confirm`, {}, '報告する');
}

/** What the prefecture does with it. */
const does = (step: (report: Step['report']) => Step, at = january) =>
  service.app.get(Databases).forPerson(official, async (tx) => {
    const [found] = await findReportsOf(tx, 'i-1', 'medical');
    const locked = await lockReports(tx, [found?.id ?? '']);
    await recordSteps(tx, [...locked.values()].map(step), act(at));
  });

const told = async (subject: string) =>
  (await service.ask<{ envelope: object }>('SELECT envelope FROM reporting.outbox WHERE subject = $1', [subject])).map(
    ({ envelope }) => envelope,
  );

it('差戻し is told with the reason, the addresses and the last day, once', async () => {
  await reported();
  await does((report) => giveBack(report, '電話番号をご確認ください。', act()));
  await does((report) => giveBack(report, 'もう一度', act()));
  const events = await told(reportReturned.subject);
  expect(events).toHaveLength(1);
  expect(reportReturned.parse(events[0]).data).toEqual({
    institution: 'i-1',
    institutionName: '一番病院',
    scheme: 'medical',
    year: 2026,
    kind: 'yearly',
    reason: '電話番号をご確認ください。',
    addresses: ['one@example.jp'],
    until: '2027-03-31',
  });
  const page = await (await service.visitor('institution')).get('/reports/medical/yearly');
  expect(page.main).toContain('電話番号をご確認ください。');
});

it('差戻し after the last day has none, and the report may still be corrected (R52)', async () => {
  await reported();
  const april = new Date('2027-04-02T10:00:00+09:00');
  service.clock.set(april);
  await does((report) => giveBack(report, '電話番号をご確認ください。', act(april)), april);
  expect(reportReturned.parse((await told(reportReturned.subject))[0]).data.until).toBeUndefined();
  const visitor = await service.visitor('institution');
  expect((await visitor.get('/')).main).toContain('差し戻されています');
  expect((await visitor.get('/reports/medical/yearly/basic')).status).toBe(200);
});

it('what is released is told with the day from which the public reads it, 1 April or at once (R50, R53)', async () => {
  await reported();
  await does((report) => release(report, act()));
  await does((report) => release(report, act()));
  const events = await told(reportReleased.subject);
  expect(events).toHaveLength(1);
  expect(reportReleased.parse(events[0]).data).toEqual({
    institution: 'i-1',
    scheme: 'medical',
    year: 2026,
    kind: 'yearly',
    publishedOn: '2027-04-01',
  });
  expect((await (await service.visitor('institution')).get('/')).main).toContain('2027年4月1日に公表されます');
});

it('a released 随時報告 is published at once', async () => {
  await reported('occasional');
  await does((report) => release(report, act()));
  const [event] = await told(reportReleased.subject);
  expect(reportReleased.parse(event).data).toMatchObject({ kind: 'occasional', publishedOn: '2027-01-20' });
});

it('each step is a row of the history, with what was reported and why it was returned', async () => {
  await reported();
  await does((report) => giveBack(report, '電話番号をご確認ください。', act()));
  expect(
    await service.ask(
      `SELECT version, state, by, values IS NOT NULL AS reported, reason FROM reporting.reports_history ORDER BY 1`,
    ),
  ).toEqual([
    { version: 1, state: 'draft', by: 'institution', reported: false, reason: null },
    { version: 2, state: 'submitted', by: 'institution', reported: true, reason: null },
    { version: 3, state: 'returned', by: 'official-46', reported: false, reason: '電話番号をご確認ください。' },
  ]);
});
