import { counted } from './counted.js';

const items = [
  { label: '申請一覧', href: '/' },
  { label: '要対応', href: '/todos' },
];
const official = { sub: 's', role: 'prefecture', prefecture: '46' } as const;
const badgesWhere = async (count: () => Promise<number>, person?: typeof official) =>
  (await counted(items, person, { '/todos': count })).map(({ badge }) => badge);

describe('how much waits behind an entry of the menu', () => {
  it.each([
    [1, '1'],
    [99, '99'],
    [100, '99+'],
  ])('%i is shown as %s, beside its own entry alone', async (count, shown) => {
    expect(await badgesWhere(() => Promise.resolve(count), official)).toEqual([undefined, shown]);
  });

  it('is not shown where nothing waits, or where nobody is signed in', async () => {
    expect(await badgesWhere(() => Promise.resolve(0), official)).toEqual([undefined, undefined]);
    expect(await badgesWhere(() => Promise.resolve(5))).toEqual([undefined, undefined]);
  });

  it('is left out where it cannot be counted: the page is more than its menu', async () => {
    expect(await badgesWhere(() => Promise.reject(new Error('away')), official)).toEqual([undefined, undefined]);
  });
});
