import { Gates, type Trouble } from './gates.js';

const now = new Date('2026-11-20T10:00:00+09:00');
const after = (milliseconds: number): Date => new Date(now.getTime() + milliseconds);
const policy = { longestOfAddress: 60_000, domain: { first: 15_000, longest: 300_000 } };
const gates = () => new Gates(policy);
const trouble = (address: string, own: Partial<Trouble> = {}): Trouble => ({
  address,
  dueAt: after(15_000),
  since: after(-10),
  held: false,
  ...own,
});

describe('where mails wait', () => {
  it('is the address that was refused for now, as long as its mail does, and no longer than a minute', () => {
    const each = gates();
    each.troubled(trouble('Box@Clinic.example'), now, 0.5);
    each.troubled(trouble('other@clinic.example', { dueAt: after(3_600_000) }), now, 0.5);
    expect(each.closed(now)).toEqual(['box@clinic.example', 'other@clinic.example']);
    expect(each.closed(after(15_000))).toEqual(['other@clinic.example']);
    expect(each.closed(after(60_000))).toEqual([]);
  });

  it('is a domain after three addresses in a row, of which one mail is tried, ever more seldom', () => {
    const each = gates();
    for (const name of ['a', 'b', 'b', 'a']) each.troubled(trouble(`${name}@clinic.example`), now, 0.5);
    expect(each.closed(now)).not.toContain('clinic.example');
    each.troubled(trouble('c@clinic.example'), now, 0.5);
    expect(each.closed(now)).toContain('clinic.example');
    expect([each.due(after(14_999)), each.due(after(15_000))]).toEqual([[], ['clinic.example']]);
    each.postpone('clinic.example', after(30_000));
    expect(each.due(after(15_001))).toEqual([]);
    each.troubled(trouble('d@clinic.example', { since: after(15_000) }), after(15_100), 0.5);
    expect([each.due(after(75_099)), each.due(after(75_100))]).toEqual([[], ['clinic.example']]);
  });

  it('is no longer a domain whose server answers', () => {
    for (const accepted of [true, false]) {
      const each = gates();
      for (const name of ['a', 'b', 'c']) each.troubled(trouble(`${name}@clinic.example`), now, 0.5);
      each.answered('d@clinic.example', accepted);
      expect(each.closed(now)).toEqual(['a@clinic.example', 'b@clinic.example', 'c@clinic.example']);
    }
  });

  it('does not wait longer for mails that were on the way when it closed', () => {
    const each = gates();
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) each.troubled(trouble(`${name}@clinic.example`), now, 0.5);
    expect(each.due(after(15_000))).toEqual(['clinic.example']);
  });

  it('is everywhere when two domains in a row refuse us, unless one took a mail in between', () => {
    const each = gates();
    const held = { held: true };
    expect(each.troubled(trouble('a@one.example', held), now, 0.5)).toBe(false);
    expect(each.answered('b@three.example', true)).toBeUndefined();
    expect(each.troubled(trouble('a@two.example', held), now, 0.5)).toBe(false);
    expect(each.troubled(trouble('a@one.example', held), now, 0.5)).toBe(true);
    expect(each.troubled(trouble('a@two.example'), now, 0.5)).toBe(true);
    expect(each.answered('b@three.example', true)).toBe('all');
    expect(each.troubled(trouble('a@two.example'), now, 0.5)).toBe(false);
  });

  it('tells whose mails are free again', () => {
    const each = gates();
    each.troubled(trouble('a@one.example', { held: true }), now, 0.5);
    expect(each.answered('b@one.example', true)).toBe('domain');
    expect(each.answered('b@one.example', true)).toBeUndefined();
  });

  it.each([
    ['three addresses of one domain', ['a@one.example', 'A@One.example', 'b@one.example', 'c@one.example']],
    ['two domains', ['a@one.example', 'a@one.example', 'b@one.example', 'a@two.example']],
  ])('doubts refusals without a reason after %s in a row, unless a mail was accepted in between', (_, addresses) => {
    const each = gates();
    const doubted = () => addresses.map((address) => each.doubtful(address));
    expect(doubted()).toEqual([false, false, false, true]);
    expect(each.doubtful('a@one.example')).toBe(true);
    each.answered('a@four.example', false);
    expect(each.doubtful('a@one.example')).toBe(true);
    each.answered('a@four.example', true);
    expect(doubted()).toEqual([false, false, false, true]);
  });

  it('is remembered for the last five hundred', () => {
    const each = gates();
    for (let place = 0; place < 600; place++) each.troubled(trouble(`box-${place}@clinic-${place}.example`), now, 0.5);
    expect(each.closed(now)).toHaveLength(500);
  });
});
