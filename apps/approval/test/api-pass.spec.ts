import { approve, reject } from '../src/reviews/domain/decide.js';
import { fileProxy } from '../src/reviews/domain/file-proxy.js';
import { fileReviews } from '../src/reviews/actions/file-review.js';
import { type Ask, asSystem, type Called, withSystems } from './api-calls.js';
import type { Running } from './running.js';
import { clinic, kagoshima, later, pharmacy, waiting } from './samples.js';

let service: Running;
let ask: Ask;

beforeAll(async () => {
  service = await withSystems({ API_REQUESTS_A_MINUTE: '100000' });
  ask = await asSystem(service, 'api-46');
});
afterAll(() => service.stop());
beforeEach(() => service.ask('TRUNCATE approval.reviews CASCADE'));

const numberOf = (serial: number): string => `APF-${String(serial).padStart(8, '0')}`;
const open = (from: number, to: number) =>
  service.open(...Array.from({ length: to - from + 1 }, (_, at) => waiting(numberOf(from + at), clinic)));
const numbersIn = ({ body }: Called): string[] => body.applications.map(({ number }: { number: string }) => number);
const approveIt = (serial: number) =>
  service.change(numberOf(serial), kagoshima, (review) => approve(review, kagoshima, later(1)));

/** Reads a pass to its end. @param meanwhile what happens after each page */
async function pass(path: string, meanwhile: (page: number) => Promise<unknown> = async () => undefined) {
  const numbers: string[] = [];
  let answer = await ask(path);
  for (let page = 1; ; page += 1) {
    expect(answer.status).toBe(200);
    numbers.push(...numbersIn(answer));
    if (answer.body.nextCursor === null) return { numbers, resume: answer.body.resumeCursor as string };
    await meanwhile(page);
    answer = await ask(`/applications?limit=3&cursor=${answer.body.nextCursor as string}`);
  }
}

describe('the list of applications', () => {
  it('tells of each application once, in the order of its last change', async () => {
    await open(1, 5);
    await approveIt(2);
    const { numbers } = await pass('/applications?limit=3');
    expect(numbers).toEqual([1, 3, 4, 5, 2].map(numberOf));
  });

  it('neither skips nor repeats while applications change, and the next pass has what changed', async () => {
    await open(1, 10);
    const { numbers, resume } = await pass('/applications?limit=3', async (page) => {
      // One that was told already, one that was not, and a new one.
      await approveIt(page);
      await approveIt(11 - page);
      await open(20 + page, 20 + page);
    });
    expect(numbers).toEqual(Array.from({ length: 10 }, (_, at) => numberOf(at + 1)));
    const next = await pass(`/applications?limit=3&cursor=${resume}`);
    expect(next.numbers.sort()).toEqual([1, 2, 3, 8, 9, 10, 21, 22, 23].map(numberOf).sort());
    expect((await pass(`/applications?limit=3&cursor=${next.resume}`)).numbers).toEqual([]);
  });

  it('skips nothing that is committed late: no later change is told before it', async () => {
    await open(1, 3);
    const { resume } = await pass('/applications');
    let commit: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (commit = resolve));
    let filed: () => void = () => undefined;
    const written = new Promise<void>((resolve) => (filed = resolve));
    // Files an application, and ends its transaction after others.
    const slow = service.databases.forOfficial(kagoshima, async (tx) => {
      const request = '00000000-0000-4000-8000-000000000001';
      await fileReviews(tx, [{ request, file: (number) => fileProxy(number, pharmacy, kagoshima, later(1))! }]);
      filed();
      await held;
    });
    await written;
    await approveIt(2);
    const during = await pass(`/applications?cursor=${resume}`);
    expect(during.numbers).toEqual([numberOf(2)]);
    commit();
    await slow;
    const after = await pass(`/applications?cursor=${during.resume}`);
    expect(after.numbers).toHaveLength(1);
    expect(after.numbers[0]).toMatch(/^APF-5/);
  });

  it('tells of every change once to a system that reads while many are made at once', async () => {
    await open(1, 30);
    let { resume } = await pass('/applications?limit=500');
    const told: string[] = [];
    const working = { still: true };
    const work = Promise.all(Array.from({ length: 30 }, (_, at) => approveIt(at + 1))).finally(
      () => (working.still = false),
    );
    do {
      const { numbers, resume: next } = await pass(`/applications?limit=3&cursor=${resume}`);
      told.push(...numbers);
      resume = next;
    } while (working.still);
    await work;
    told.push(...(await pass(`/applications?limit=3&cursor=${resume}`)).numbers);
    expect(told.sort()).toEqual(Array.from({ length: 30 }, (_, at) => numberOf(at + 1)));
  });

  it('begins with changes since an instant, and keeps to a state', async () => {
    await open(1, 2);
    await ask('/applications');
    service.clock.advance(60_000);
    const since = service.clock.now().toISOString();
    expect(numbersIn(await ask(`/applications?updatedSince=${since}`))).toEqual([]);
    await open(3, 3);
    await service.change(numberOf(1), kagoshima, (review) => reject(review, kagoshima, '誤り', later(1)));
    const changed = await ask(`/applications?updatedSince=${encodeURIComponent(since)}`);
    expect(changed.body.applications).toMatchObject([
      { number: numberOf(3), status: 'waiting' },
      { number: numberOf(1), status: 'rejected', updatedAt: since },
    ]);
    expect(numbersIn(await ask('/applications?status=waiting'))).toEqual([2, 3].map(numberOf));
    const withOffset = since.replace('Z', '+00:00');
    expect(numbersIn(await ask(`/applications?updatedSince=${withOffset}&status=rejected`))).toEqual([numberOf(1)]);
  });

  it('that has not changed is answered 304, also while those of other prefectures change', async () => {
    await open(1, 2);
    const first = await ask('/applications');
    const etag = first.headers.get('etag') ?? '';
    await service.open(waiting('APF-00000036', { ...pharmacy, prefecture: '36', municipality: '徳島市' }));
    const same = await ask('/applications', { headers: { 'if-none-match': etag } });
    expect([same.status, same.body, same.headers.get('etag')]).toEqual([304, undefined, etag]);
    await approveIt(1);
    expect((await ask('/applications', { headers: { 'if-none-match': `"other", W/${etag}` } })).status).toBe(200);
  });

  it('leads to its next page by a link, too', async () => {
    await open(1, 2);
    const { headers, body } = await ask('/applications?limit=1');
    expect(headers.get('link')).toBe(`</api/v1/applications?cursor=${body.nextCursor as string}&limit=1>; rel="next"`);
  });

  it.each([
    ['status=done', 'parameter-invalid'],
    ['updatedSince=yesterday', 'parameter-invalid'],
    ['updatedSince=2026-11-20', 'parameter-invalid'],
    ['limit=0', 'parameter-invalid'],
    ['limit=501', 'parameter-invalid'],
    ['cursor=no', 'cursor-invalid'],
    [`cursor=${btoa('[1,null,"rejected"]')}&status=waiting`, 'cursor-invalid'],
  ])('refuses %s', async (query, code) => {
    const { status, body } = await ask(`/applications?${query}`);
    expect([status, body.code]).toEqual([400, code]);
  });

  it('after a restore goes on behind every place that was told before it', async () => {
    await open(1, 1);
    const { resume } = await pass('/applications');

    await service.ask('SET search_path = approval; SELECT after_restore()');
    await approveIt(1);
    expect((await pass(`/applications?cursor=${resume}`)).numbers).toEqual([numberOf(1)]);
  });
});

describe('the mails about an application (R161)', () => {
  it('are those that prefectures see, without an address', async () => {
    await open(1, 1);
    await service.change(numberOf(1), kagoshima, (review) => reject(review, kagoshima, '誤り', later(1)));
    await service.ask(
      `INSERT INTO approval.mails (id, version, number, mail, state, reason, at)
       VALUES ('m1', 2, $1, 'M2', 'bounced', 'no-such-address', $2)`,
      [numberOf(1), later(1)],
    );
    const { body } = await ask(`/mails?applicationNumber=${numberOf(1)}`);
    expect(body).toEqual({
      mails: [
        { mail: 'M2', status: 'bounced', reason: 'no-such-address', possiblyTwice: false, at: later(1).toISOString() },
        { mail: 'M3', status: 'waiting', possiblyTwice: false },
      ],
    });
    expect(JSON.stringify(body)).not.toContain('@');
    expect((await ask('/mails')).body.code).toBe('parameter-invalid');
    expect((await ask('/mails?applicationNumber=APF-00000099')).status).toBe(404);
  });
});
