import { randomUUID } from 'node:crypto';
import { type Ask, asSystem, withSystems } from './api-calls.js';
import { cellsOf, csvOf, fileOf, header } from './proxy-csv.js';
import type { Running } from './running.js';
import { clinic, pharmacy, waiting } from './samples.js';

let service: Running;
let ask: Ask;
let other: Ask;

beforeAll(async () => {
  service = await withSystems();
  [ask, other] = await Promise.all([asSystem(service, 'api-46'), asSystem(service, 'api-36')]);
});
afterAll(() => service.stop());
beforeEach(() =>
  service.ask('TRUNCATE approval.reviews, approval.proxy_files, approval.api_requests, approval.outbox CASCADE'),
);

const number = 'APF-00000001';
const post = (path: string, body?: unknown, key: string | undefined = randomUUID()) =>
  ask(path, { method: 'POST', key, ...(body !== undefined && { body }) });
const subjects = async () =>
  (await service.ask<{ subject: string }>('SELECT subject FROM approval.outbox ORDER BY position')).map(
    ({ subject }) => subject,
  );
const state = async (of = number) =>
  (await service.ask<{ state: string }>('SELECT state FROM approval.reviews WHERE number = $1', [of]))[0]?.state;

describe('a system approves (R46)', () => {
  it('as an official of its prefecture does: stored and announced, with the client as who did it', async () => {
    await service.open(waiting());
    const { status, body, headers } = await post(`/applications/${number}/approve`);
    expect(status).toBe(200);
    expect(body).toEqual({ number, status: 'approved', decidedAt: service.clock.now().toISOString() });
    expect(headers.get('cache-control')).toBe('no-store');
    expect(await state()).toBe('approved');
    expect(await subjects()).toEqual(['approval.application-approved.v1']);
    const [event] = await service.ask<{ by: string }>(
      "SELECT envelope->'data'->>'approvedBy' AS by FROM approval.outbox",
    );
    expect(event).toEqual({ by: 'api-46' });
  });

  it('once, however often it repeats the request, with the same key or another', async () => {
    await service.open(waiting());
    const key = randomUUID();
    const first = await post(`/applications/${number}/approve`, undefined, key);
    const repeated = await post(`/applications/${number}/approve`, undefined, key);
    const anew = await post(`/applications/${number}/approve`);
    expect([first.status, repeated.status, anew.status]).toEqual([200, 200, 200]);
    expect(repeated.body).toEqual(first.body);
    expect([first, repeated, anew].map(({ headers }) => headers.get('idempotency-replayed'))).toEqual([
      null,
      'true',
      null,
    ]);
    expect(await subjects()).toHaveLength(1);
  });

  it('and is told what was decided already, what is another’s, and what is unknown', async () => {
    await service.open(waiting());
    expect((await other(`/applications/${number}/approve`, { method: 'POST' })).body.code).toBe('application-missing');
    await post(`/applications/${number}/reject`, { reason: '開設の届出がありません。' });
    const late = await post(`/applications/${number}/approve`);
    expect([late.status, late.body.code]).toEqual([409, 'already-decided']);
    expect((await post('/applications/APF-00000099/approve')).status).toBe(404);
    expect((await post('/applications/x/approve')).status).toBe(404);
    expect(await subjects()).toEqual(['approval.application-rejected.v1']);
  });
});

describe('a system rejects (R64)', () => {
  it('with a reason, which goes to the applicant', async () => {
    await service.open(waiting());
    const { status, body } = await post(`/applications/${number}/reject`, { reason: ' 開設の届出がありません。 ' });
    expect([status, body.status]).toEqual([200, 'rejected']);
    const read = await ask(`/applications/${number}`);
    expect(read.body).toMatchObject({ status: 'rejected', rejectionReason: '開設の届出がありません。' });
  });

  it.each([undefined, {}, { reason: '  ' }, { reason: 'あ'.repeat(1_001) }, ['reason'], 'reason'])(
    'never without one that can be sent: %j',
    async (body) => {
      await service.open(waiting());
      const refused = await post(`/applications/${number}/reject`, body);
      expect([refused.status, refused.body.code]).toEqual([422, 'reason-unusable']);
      expect(refused.body.errors[0]).toMatchObject({ field: 'reason' });
      expect(await state()).toBe('waiting');
    },
  );
});

describe('an Idempotency-Key', () => {
  it('is needed for whatever changes something', async () => {
    await service.open(waiting());
    const refused = await ask(`/applications/${number}/approve`, { method: 'POST', key: undefined });
    expect([refused.status, refused.body.code]).toEqual([400, 'idempotency-key-missing']);
    expect(await state()).toBe('waiting');
  });

  it('belongs to its client, and for a day to what was sent under it first', async () => {
    await service.open(waiting(), waiting('APF-00000002', clinic));
    const key = randomUUID();
    await post(`/applications/${number}/approve`, undefined, key);
    const reused = await post('/applications/APF-00000002/approve', undefined, key);
    expect([reused.status, reused.body.code]).toEqual([422, 'idempotency-key-reused']);
    expect((await other('/applications/APF-00000002/approve', { method: 'POST', key })).status).toBe(404);
    service.clock.advance(24 * 3_600_000);
    expect((await post('/applications/APF-00000002/approve', undefined, key)).status).toBe(200);
  });

  it('of a request that was refused may be sent again with it, and is judged anew', async () => {
    const key = randomUUID();
    expect((await post(`/applications/${number}/approve`, undefined, key)).status).toBe(404);
    await service.open(waiting());
    expect((await post(`/applications/${number}/approve`, undefined, key)).status).toBe(200);
  });

  it('of several requests at once lets one act', async () => {
    const key = randomUUID();
    const items = { ...pharmacy, codeHolding: '2', insuranceCode: '' };
    const answers = await Promise.all(Array.from({ length: 6 }, () => post('/applications', items, key)));
    expect(answers.filter(({ status }) => status === 201).length).toBeGreaterThan(0);
    const others = answers.filter(({ status }) => status !== 201);
    expect(others.every(({ body }) => body.code === 'idempotency-key-in-use')).toBe(true);
    expect(await service.ask('SELECT number FROM approval.reviews')).toHaveLength(1);
  });

  it('of a process that was ended halfway goes on after its lease, and files nothing twice', async () => {
    const key = randomUUID();
    const items = { ...pharmacy, codeHolding: '2', insuranceCode: '' };
    const first = await post('/applications', items, key);
    await service.ask("UPDATE approval.api_requests SET answer = NULL, leased_until = begun_at + interval '1 minute'");
    expect((await post('/applications', items, key)).body.code).toBe('idempotency-key-in-use');
    service.clock.advance(60_000);
    expect((await post('/applications', items, key)).body).toEqual(first.body);
    expect(await service.ask('SELECT number FROM approval.reviews')).toHaveLength(1);
  });
});

describe('a system files a proxy application (R74)', () => {
  it('which is approved and announced as that of the page', async () => {
    const { status, body } = await post('/applications', { ...pharmacy });
    expect([status, body.status]).toEqual([201, 'approved']);
    expect(body.number).toMatch(/^APF-5\d{7}$/);
    expect(await subjects()).toEqual(['approval.proxy-application-filed.v1', 'approval.application-approved.v1']);
    const read = await ask(`/applications/${body.number as string}`);
    expect(read.body).toMatchObject({ route: 'proxy', status: 'approved', items: { institutionName: 'サンプル薬局' } });
  });

  it('and is told of each item that is wrong', async () => {
    const { status, body } = await post('/applications', { ...pharmacy, phone: '12', municipality: '' });
    expect([status, body.code]).toEqual([422, 'items-invalid']);
    expect(body.errors.map(({ field }: { field: string }) => field)).toEqual(['phone', 'municipality']);
    expect((await post('/applications', 'no object')).status).toBe(422);
    expect(await service.ask('SELECT number FROM approval.reviews')).toEqual([]);
  });

  it('for no other prefecture (R158)', async () => {
    const { status, body } = await post('/applications', { ...pharmacy, prefecture: '36', municipality: '徳島市' });
    expect([status, body.code]).toEqual([403, 'not-yours-to-decide']);
  });
});

describe('a system files many by a CSV file (R55, R74)', () => {
  const file = csvOf([
    header,
    cellsOf(1),
    cellsOf(2, { phone: '12' }),
    cellsOf(3),
    cellsOf(4, { street: '鴨池新町3番', institutionName: '第3薬局' }),
  ]);

  it('with a report of each row, and once however often it is sent', async () => {
    const key = randomUUID();
    const { status, body } = await post('/applications/import', file, key);
    expect(status).toBe(200);
    expect(body.filed).toBe(3);
    expect(body.rows).toMatchObject([
      { row: 2, institutionName: '第１薬局', result: 'filed' },
      { row: 3, result: 'faulty', notes: [{ column: '電話番号' }] },
      { row: 4, result: 'filed' },
      { row: 5, result: 'filed', mark: 'repeated' },
    ]);
    expect((await post('/applications/import', file, key)).body).toEqual(body);
    expect(await service.ask('SELECT number FROM approval.reviews')).toHaveLength(3);
  });

  it('without the rows whose marks it does not want', async () => {
    const { body } = await post('/applications/import?leaveOut=repeated,applied', file);
    expect(body.rows.map(({ result }: { result: string }) => result)).toEqual(['filed', 'faulty', 'filed', 'left-out']);
    const again = await post('/applications/import?leaveOut=repeated,applied', file);
    expect(again.body.filed).toBe(0);
    expect(again.body.rows.map(({ result }: { result: string }) => result)).toEqual([
      'left-out',
      'faulty',
      'left-out',
      'left-out',
    ]);
    expect((await post('/applications/import?leaveOut=all', file)).body.code).toBe('parameter-invalid');
  });

  it('and is told why a file cannot be read', async () => {
    const broken = await post('/applications/import', 'a,b\r\n1,2\r\n');
    expect([broken.status, broken.body.code]).toEqual([422, 'file-unusable']);
    expect(broken.body.errors[0].message).toContain('1行目に列名がありません');
    expect((await post('/applications/import', { rows: [] })).body.code).toBe('csv-missing');
    expect((await post('/applications/import', fileOf(1).padEnd(1_100_000, ' '))).status).toBe(413);
  });
});
