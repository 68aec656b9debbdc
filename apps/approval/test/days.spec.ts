import type { Visitor } from '@todoke/testing';
import { type Running, staffed } from './running.js';
import { waiting } from './samples.js';

let service: Running;
let official: Visitor;
beforeAll(async () => {
  service = await staffed();
  await service.open(waiting());
  official = await service.visitor('official-46');
});
afterAll(() => service.stop());

const asked = async (query: string) => {
  const page = await official.get(`/?${query}`);
  return { query, status: page.status, found: page.html.includes('APF-00000001') };
};
const refused = (query: string) => ({ query, status: 422, found: expect.any(Boolean) as boolean });

describe('a day in a filter', () => {
  it.each(['from=1900-01-01', 'to=2199-12-31', 'from=1900-01-01&to=2199-12-31', 'from=2024-02-29'])(
    '%s is taken',
    async (query) => {
      expect(await asked(query)).toEqual({ query, status: 200, found: true });
    },
  );

  it.each(['from=2199-12-31', 'to=1900-01-01'])('%s leaves nothing', async (query) => {
    expect(await asked(query)).toEqual({ query, status: 200, found: false });
  });

  it.each([
    '0000-01-01',
    '0000-12-31',
    '0001-01-01',
    '0002-11-20',
    '0999-12-31',
    '1899-12-31',
    '2200-01-01',
    '9998-12-31',
    '9999-12-31',
    '10000-01-01',
    '+010000-01-01',
    '-000001-01-01',
    '-0001-01-01',
    '275760-09-13',
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-11-20T00:00:00Z',
    '20261120',
    '0001-01-01 BC',
    'infinity',
    '令和8年11月20日',
  ])('%s is refused with a word, as the first and as the last', async (text) => {
    for (const name of ['from', 'to']) {
      const query = `${name}=${encodeURIComponent(text)}`;
      expect(await asked(query)).toEqual(refused(query));
      const file = await official.get(`/export?${query}`);
      expect([query, file.status < 500]).toEqual([query, true]);
    }
  });
});
