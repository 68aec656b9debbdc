import fc from 'fast-check';
import { expectSound, nastyTexts, type Visitor } from '@todoke/testing';
import { type Running, staffed } from './running.js';
import { waiting } from './samples.js';

let service: Running;
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

const nasty = fc.oneof(fc.constantFrom(...nastyTexts), fc.string({ unit: 'binary', maxLength: 40 }));
const segment = nasty.map((text) => encodeURIComponent(text.toWellFormed()));
const names = [
  'state',
  'type',
  'from',
  'to',
  'order',
  'after',
  'before',
  'page',
  'x',
  'state[]',
  'page[a]',
  '__proto__',
];
const fields = fc.constantFrom(...names);
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
        expectSound(await official.once(path));
        expectSound(await nobody.once(path));
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
        expectSound(
          await official.send(
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
        const answer = await official.once(path, {
          method: 'POST',
          headers: { 'content-type': type },
          body,
        });
        expect([400, 403, 413, 415, 422]).toContain(answer.status);
        expectSound(answer);
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
