import fc from 'fast-check';
import { expectSound, nastyTexts, type Visitor } from '@todoke/testing';
import { type Running, staffed } from './running.js';

let service: Running;
let visitors: Visitor[];

beforeAll(async () => {
  service = await staffed();
  visitors = [await service.visitor('institution'), await service.visitor('official-46'), await service.visitor()];
  expect((await visitors[0]?.get('/'))?.status).toBe(200);
});

afterAll(() => service.stop());

const nasty = fc.oneof(fc.constantFrom(...nastyTexts), fc.string({ unit: 'binary', maxLength: 40 }));
const segment = nasty.map((text) => encodeURIComponent(text.toWellFormed()));

describe('whatever anybody sends', () => {
  it('in addresses gets a page', async () => {
    const address = fc.oneof(
      segment.map((text) => `/reports/${text}`),
      segment.map((text) => `/surveys/${text}`),
      segment.map((text) => `/surveys/daily/2026-11-20-${text}`),
      segment.map((text) => `/surveys/daily/${text}/edit`),
      segment.map((text) => `/surveys/daily?day=${text}&area=${text}&prefecture=${text}&before=${text}&q=${text}`),
      segment.map((text) => `/?${text}=${text}&${text}`),
      fc.tuple(segment, segment).map(([one, other]) => `/${one}/${other}`),
    );
    await fc.assert(
      fc.asyncProperty(address, async (path) => {
        for (const visitor of visitors) expectSound(await visitor.once(path));
      }),
      { numRuns: 150 },
    );
  });

  it('in bodies gets 4xx', async () => {
    for (const path of ['/', '/reports/medical', '/reports/x']) {
      for (const type of ['application/json', 'application/x-www-form-urlencoded', 'text/plain', 'no such type']) {
        const answer = await visitors[0]!.once(path, {
          method: 'POST',
          headers: { 'content-type': type },
          body: '{"a":',
        });
        expect([400, 403, 404, 405, 415]).toContain(answer.status);
        expectSound(answer);
      }
    }
  });
});
