import fc from 'fast-check';
import { staffed, type Staffed } from './people.js';
import type { Visitor } from './visitor.js';

let service: Staffed;
let visitors: Visitor[];

beforeAll(async () => {
  service = await staffed();
  visitors = [
    await service.visitor('institution'),
    await service.visitor('official-46'),
    await service.visitor(),
  ];
  expect((await visitors[0]?.get('/'))?.status).toBe(200);
});

afterAll(() => service.stop());

/** Texts that have broken something somewhere. */
const nasty = fc.oneof(
  fc.constantFrom(
    '\u0000',
    "'; DROP TABLE applications; --",
    '../../etc/passwd',
    '%00',
    '__proto__',
    '🍣',
    '9'.repeat(400),
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
);
const segment = nasty.map((text) => encodeURIComponent(text.toWellFormed()));

function sound(answer: { status: number; text: string }): void {
  expect(answer.status).toBeGreaterThanOrEqual(200);
  expect(answer.status).toBeLessThan(500);
  expect(answer.text).not.toMatch(/prisma|postgres|stack|at .*\.js:\d+/i);
}

describe('whatever anybody sends', () => {
  it('in addresses gets a page', async () => {
    const address = fc.oneof(
      segment.map((text) => `/reports/${text}`),
      segment.map((text) => `/?${text}=${text}&${text}`),
      fc.tuple(segment, segment).map(([one, other]) => `/${one}/${other}`),
    );
    await fc.assert(
      fc.asyncProperty(address, async (path) => {
        for (const visitor of visitors) sound(await visitor.once(path));
      }),
      { numRuns: 150 },
    );
  });

  it('in bodies gets 4xx', async () => {
    for (const path of ['/', '/reports/medical', '/reports/x']) {
      for (const type of [
        'application/json',
        'application/x-www-form-urlencoded',
        'text/plain',
        'no such type',
      ]) {
        const answer = await visitors[0]!.once(path, {
          method: 'POST',
          headers: { 'content-type': type },
          body: '{"a":',
        });
        expect([400, 403, 404, 405, 415]).toContain(answer.status);
        sound(answer);
      }
    }
  });
});
