import type { ListQuery } from './desk.js';
import { changed, findIn, listIn, newSandbox, type Sandbox, sandboxIn } from './sandbox.js';

const friday = new Date('2026-11-20T10:00:00+09:00');
const later = new Date('2026-11-20T11:00:00+09:00');

const touch = (sandbox: Sandbox, number: string, at = later) => changed(sandbox, findIn(sandbox, number)!, at);
const numbers = (sandbox: Sandbox, query: Partial<ListQuery> = {}) =>
  listIn(sandbox, { atMost: 2, ...query }).applications.map(({ number }) => number);

describe('the list of a sandbox', () => {
  const sandbox = newSandbox('46', friday);
  const [first, second, third] = sandbox.reviews.map(({ number }) => number) as [string, string, string];

  it('tells of each application once in a pass, whatever changes meanwhile', () => {
    const { next, resume } = listIn(sandbox, { atMost: 2 });
    expect(numbers(sandbox)).toEqual([first, second]);
    const meanwhile = touch(touch(sandbox, first), third);
    expect(numbers(meanwhile, { pass: next })).toEqual([third]);
    expect(listIn(meanwhile, { atMost: 2, pass: next }).next).toBeUndefined();
    expect(numbers(meanwhile, { pass: resume })).toEqual([first, third]);
  });

  it('begins with changes since an instant, and keeps to a state', () => {
    expect(numbers(touch(sandbox, second), { since: later })).toEqual([second]);
    expect(numbers(sandbox, { since: later })).toEqual([]);
    expect(numbers(sandbox, { status: 'approved' })).toEqual([]);
    expect(numbers(sandbox, { status: 'waiting', atMost: 5 })).toEqual([first, second, third]);
  });

  it('is the same after it was stored', () => {
    expect(sandboxIn(JSON.stringify(sandbox))).toEqual(sandbox);
  });
});
