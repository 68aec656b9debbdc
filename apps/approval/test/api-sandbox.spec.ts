import { randomUUID } from 'node:crypto';
import { type Ask, asSystem, withSystems } from './api-calls.js';
import { cellsOf, csvOf, header } from './proxy-csv.js';
import type { Running } from './running.js';
import { pharmacy, waiting } from './samples.js';

let service: Running;
let ask: Ask;

beforeAll(async () => {
  service = await withSystems();
  ask = await asSystem(service, 'sandbox-46');
});
afterAll(() => service.stop());
beforeEach(() => service.ask('TRUNCATE approval.reviews, approval.api_sandboxes, approval.outbox CASCADE'));

const post = (path: string, body?: unknown, key = randomUUID()) =>
  ask(path, { method: 'POST', key, ...(body !== undefined && { body }) });

describe('a sandbox', () => {
  it('has applications to decide on, by the rules of the real ones (R46, R64)', async () => {
    const { body } = await ask('/applications');
    expect(body.applications.map(({ status }: { status: string }) => status)).toEqual([
      'waiting',
      'waiting',
      'waiting',
    ]);
    const [first, second] = body.applications.map(({ number }: { number: string }) => number) as string[];
    expect((await post(`/applications/${first!}/approve`)).body).toMatchObject({ number: first, status: 'approved' });
    expect((await post(`/applications/${second!}/reject`, { reason: '誤り' })).body).toMatchObject({
      status: 'rejected',
    });
    expect((await post(`/applications/${first!}/reject`, { reason: '誤り' })).body.code).toBe('already-decided');
    expect((await ask(`/applications/${second!}`)).body).toMatchObject({ rejectionReason: '誤り' });
    expect((await ask(`/mails?applicationNumber=${second!}`)).body.mails).toMatchObject([
      { mail: 'M2' },
      { mail: 'M3' },
    ]);
    const next = await ask(`/applications?cursor=${body.resumeCursor as string}`);
    expect(next.body.applications).toMatchObject([{ number: first }, { number: second }]);
    expect((await ask('/applications?status=waiting')).body.applications).toHaveLength(1);
  });

  it('takes proxy applications, each once (R74)', async () => {
    const key = randomUUID();
    const filed = await post('/applications', pharmacy, key);
    expect(filed.status).toBe(201);
    expect((await post('/applications', pharmacy, key)).body).toEqual(filed.body);
    const { body } = await post('/applications/import', csvOf([header, cellsOf(1), cellsOf(2, { phone: '12' })]));
    expect(body).toMatchObject({ filed: 1, rows: [{ result: 'filed' }, { result: 'faulty' }] });
    expect((await ask('/applications?limit=500')).body.applications).toHaveLength(5);
    expect((await post('/applications', { ...pharmacy, prefecture: '36', municipality: '徳島市' })).status).toBe(403);
  });

  it('lives here alone: nothing is announced, no official sees it, and it sees nothing real (R158)', async () => {
    await service.open(waiting());
    const filed = await post('/applications', pharmacy);
    const number = filed.body.number as string;
    expect(await service.ask('SELECT subject FROM approval.outbox')).toEqual([]);
    expect(await service.ask('SELECT number FROM approval.reviews')).toEqual([{ number: 'APF-00000001' }]);
    expect((await ask('/applications/APF-00000001')).status).toBe(404);
    const real = await asSystem(service, 'api-46');
    expect((await real(`/applications/${number}`)).status).toBe(404);
    expect((await real('/applications')).body.applications).toHaveLength(1);
  });
});
