import fc from 'fast-check';
import { waiting } from './samples.js';
import { staffed, type Staffed } from './people.js';
import type { Visitor } from './visitor.js';

let service: Staffed;
let official: Visitor;
let nobody: Visitor;

beforeAll(async () => {
  service = await staffed();
  await service.open(waiting());
  official = await service.visitor('official-46');
  nobody = await service.visitor();
  await official.get('/');
});

afterAll(() => service.stop());

const state = async () => {
  const all = await service.ask('SELECT number, state, version FROM approval.reviews ORDER BY number');
  const told = await service.ask('SELECT count(*) FROM approval.outbox');
  return JSON.stringify([all, told]);
};

/** Texts that have broken something somewhere. */
const nasty = fc.oneof(
  fc.constantFrom(
    '\u0000',
    "'; DROP TABLE reviews; --",
    '../../etc/passwd',
    '%00',
    '__proto__',
    'constructor',
    '🍣',
    '\ud800',
  ),
  fc.constantFrom(
    '9'.repeat(400),
    '-1',
    '1e309',
    'NaN',
    '2026-02-31',
    '9999-12-31',
    '+10000-01-01',
    '0000-00-00',
    'a'.repeat(5_000),
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
);
const segment = nasty.map((text) => encodeURIComponent(text.toWellFormed()));
const fields = fc.constantFrom(
  'state',
  'type',
  'from',
  'to',
  'order',
  'page',
  'x',
  'state[]',
  'page[a]',
  '__proto__',
);
const query = fc
  .array(fc.tuple(fields, segment), { maxLength: 8 })
  .map((pairs) => pairs.map((pair) => pair.join('=')).join('&'));
const number = fc.oneof(segment, fc.constantFrom('APF-00000001', 'APF-00000002'));
const formFields = fc.constantFrom(
  'reason',
  'reason[]',
  'request',
  'email',
  'prefecture',
  'institutionName',
  'x',
  '__proto__',
);

/** Every answer is a page: no 5xx, and nothing that a server says when it breaks. */
function sound(answer: { status: number; text: string }): void {
  expect(answer.status).toBeGreaterThanOrEqual(200);
  expect(answer.status).toBeLessThan(500);
  expect(answer.text).not.toMatch(/prisma|postgres|stack|at .*\.js:\d+/i);
}

describe('whatever anybody sends', () => {
  it('in addresses of pages gets a page', async () => {
    const address = fc.oneof(
      query.map((text) => `/?${text}`),
      number.map((text) => `/applications/${text}`),
      fc.tuple(number, segment).map(([one, other]) => `/applications/${one}/${other}`),
      segment.map((text) => `/proxy-applications/${text}`),
      segment.map((text) => `/${text}`),
    );
    await fc.assert(
      fc.asyncProperty(address, async (path) => {
        sound(await official.once(path));
        sound(await nobody.once(path));
      }),
      { numRuns: 300 },
    );
  });

  it('in forms is refused or understood, and decides nothing', async () => {
    const before = await state();
    const path = fc.oneof(
      number.map((text) =>
        text === 'APF-00000001' ? '/applications/APF-00000009/approve' : `/applications/${text}/approve`,
      ),
      segment.map((text) => `/applications/${text}/reject`),
      fc.constantFrom(
        '/proxy-applications',
        '/proxy-applications/file',
        '/proxy-applications/edit',
        '/',
        '/applications',
      ),
    );
    const body = fc.array(fc.tuple(formFields, nasty), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(path, body, async (to, pairs) => {
        sound(
          await official.post(
            to,
            pairs.map(([name, value]): [string, string] => [name, value.toWellFormed()]),
          ),
        );
      }),
      { numRuns: 200 },
    );
    expect(await state()).toBe(before);
  });

  it('as a body of another kind gets 4xx', async () => {
    const kinds: [string, string][] = [
      ['application/json', '{"reason":'],
      ['application/json', '[1,2,3]'],
      ['text/plain', 'reason=x'],
      ['multipart/form-data; boundary=x', '--x'],
      ['application/x-www-form-urlencoded', `reason=${'x'.repeat(400_000)}`],
      ['no such type', 'x'],
    ];
    for (const [type, body] of kinds) {
      for (const path of [
        '/applications/APF-00000001/approve',
        '/applications/APF-00000001/reject',
        '/proxy-applications',
      ]) {
        const { status, text } = await official.once(path, {
          method: 'POST',
          headers: { 'content-type': type },
          body,
        });
        expect([400, 403, 413, 415, 422]).toContain(status);
        sound({ status, text });
      }
    }
  });

  it('by another method gets 4xx', async () => {
    for (const method of ['PUT', 'PATCH', 'DELETE']) {
      const { status } = await official.once('/applications/APF-00000001', { method });
      expect([403, 404, 405]).toContain(status);
    }
    expect(await state()).toContain('"state":"waiting","version":1');
  });
});
