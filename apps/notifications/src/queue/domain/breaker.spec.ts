import { afterGreeting, afterHandover, type Breaker, closed } from './breaker.js';
import type { Handover } from './mail.js';

const now = new Date('2026-11-20T10:00:00+09:00');
const policy = { greeting: { first: 1_000, longest: 30_000 }, mail: { first: 15_000, longest: 300_000 } };
const after = (breaker: Breaker, ...kinds: Handover['kind'][]): Breaker =>
  kinds.reduce((state, kind) => afterHandover(state, { kind } as Handover, policy, now, 0.5), breaker);

describe('the breaker before the SMTP server', () => {
  it('opens at once when there is no server, and remembers since when', () => {
    expect(after(closed, 'unavailable')).toEqual({
      state: 'open',
      openings: 1,
      since: now,
      tryAt: new Date(now.getTime() + 1_000),
      probe: 'greeting',
    });
  });

  it('does not open further for the mails that fail along with the first', () => {
    expect(after(closed, 'unavailable', 'unavailable', 'cut-off', 'stuck')).toEqual(after(closed, 'unavailable'));
  });

  it('opens only at the third silence in a row', () => {
    expect(after(closed, 'cut-off', 'stuck').state).toBe('closed');
    expect(after(closed, 'cut-off', 'stuck', 'accepted', 'stuck', 'cut-off').state).toBe('closed');
    expect(after(closed, 'cut-off', 'stuck', 'cut-off').state).toBe('open');
  });

  it('takes a refusal as a sign of life', () => {
    expect(after(closed, 'cut-off', 'cut-off', 'refused', 'cut-off').state).toBe('closed');
    expect(after(closed, 'cut-off', 'cut-off', 'deferred', 'cut-off').state).toBe('closed');
  });

  it('is not moved by mails that never came to the server', () => {
    expect(after(closed, 'unreadable', 'too-late')).toEqual(closed);
  });

  it('closes when the server greets again', () => {
    expect(afterGreeting(after(closed, 'unavailable'), 'answered', policy, now, 0.5)).toMatchObject({
      state: 'closed',
    });
  });

  it('asks more and more seldom while nobody answers, and still knows since when', () => {
    let breaker = after(closed, 'unavailable');
    const later = new Date(now.getTime() + 60_000);
    for (let greeting = 0; greeting < 3; greeting++)
      breaker = afterGreeting(breaker, 'unavailable', policy, later, 0.5);
    expect(breaker).toEqual({
      state: 'open',
      openings: 4,
      since: now,
      tryAt: new Date(later.getTime() + 30_000),
      probe: 'greeting',
    });
  });

  it('waits longer before a server that greets but takes nothing', () => {
    const greeted = afterGreeting(after(closed, 'unavailable'), 'answered', policy, now, 0.5);
    expect(after(greeted, 'unavailable')).toMatchObject({ openings: 2, tryAt: new Date(now.getTime() + 4_000) });
  });

  const refused: Handover = { kind: 'held', status: '5.7.1', cause: 'sender', said: 'sender' };

  it('opens for a server that refuses us, knows why, and tries one mail and no greeting', () => {
    const open = afterHandover(closed, refused, policy, now, 0.5);
    expect(open).toMatchObject({
      state: 'open',
      cause: 'sender',
      probe: 'mail',
      tryAt: new Date(now.getTime() + 15_000),
    });
    expect(afterGreeting(open, 'answered', policy, now, 0.5)).toEqual(open);
    expect(after(open, 'deferred', 'refused', 'crowded')).toEqual(open);
    expect(after(open, 'accepted')).toEqual(closed);
  });

  it('waits longer after each mail that is refused in vain, and not for those that were on the way', () => {
    const open = afterHandover(closed, refused, policy, now, 0.5);
    expect(afterHandover(open, refused, policy, now, 0.5)).toEqual(open);
    const later = new Date(now.getTime() + 15_000);
    expect(afterHandover(open, refused, policy, later, 0.5)).toMatchObject({
      openings: 2,
      since: now,
      tryAt: new Date(later.getTime() + 60_000),
    });
  });

  it('tries a greeting where the login is refused, which costs no mail an attempt', () => {
    const login: Handover = { kind: 'held', status: '5.7.8', cause: 'login', said: 'greeting' };
    const open = afterHandover(closed, login, policy, now, 0.5);
    expect(open).toMatchObject({ cause: 'login', probe: 'greeting' });
    expect(afterGreeting(open, 'login', policy, now, 0.5)).toMatchObject({
      state: 'open',
      cause: 'login',
      openings: 2,
    });
    expect(afterGreeting(open, 'answered', policy, now, 0.5)).toMatchObject({ state: 'closed' });
  });

  it('does not open for what one recipient’s server says of us', () => {
    const one: Handover = { kind: 'held', status: '5.7.1', cause: 'blocked', said: 'recipient' };
    expect(afterHandover(closed, one, policy, now, 0.5)).toEqual(closed);
    expect(afterHandover(closed, one, policy, now, 0.5, true)).toMatchObject({ state: 'open', cause: 'blocked' });
  });

  it('is not moved by a limit', () => {
    expect(after(closed, 'crowded', 'hurried')).toEqual(closed);
  });
});
