import { afterAttempt, type Delivery, sentAgain } from './delivery.js';
import { afterAnswer, type Endpoint, resume } from './endpoint.js';
import { factOfApplication, factOfMail } from './facts.js';
import { pauseAfter } from './retry-policy.js';

const now = new Date('2026-11-20T10:00:00+09:00');
const later = (seconds: number): Date => new Date(now.getTime() + seconds * 1_000);
const days = 24 * 3_600;

const delivery: Delivery = {
  id: 'd',
  endpoint: 'e',
  type: 'application.approved',
  body: '{}',
  createdAt: now,
  state: 'waiting',
  attempts: 1,
  nextAt: now,
};
const endpoint: Endpoint = {
  id: 'e',
  prefecture: '46',
  url: 'https://system.pref.kagoshima.jp/',
  events: ['application.approved'],
  secret: 'closed',
  secretNumber: 1,
  createdAt: now,
};
const answer = (status?: number, wait?: number) => ({
  ...(status !== undefined && { status }),
  ...(wait !== undefined && { wait }),
  tookMs: 7,
});

describe('a delivery', () => {
  it.each([200, 202, 204])('is done where the receiver answers %i', (status) => {
    expect(afterAttempt(delivery, answer(status), now)).toMatchObject({ state: 'delivered', status, tookMs: 7 });
  });

  it.each([301, 302, 307, 400, 401, 404, 500, 503, undefined])('waits for another attempt after %s', (status) => {
    expect(afterAttempt(delivery, answer(status), now)).toMatchObject({ state: 'waiting', nextAt: later(5) });
  });

  it('is tried for days with growing pauses, and then given up', () => {
    const pauses = Array.from({ length: 12 }, (_none, at) => pauseAfter(at + 1));
    const tried = pauses.filter((pause) => pause !== undefined);
    expect([...tried].sort((one, other) => one - other)).toEqual(tried);
    const total = tried.reduce((sum, pause) => sum + pause, 0) / 1_000;
    expect(total).toBeGreaterThan(3 * days);
    expect(total).toBeLessThan(4 * days);
    expect(afterAttempt({ ...delivery, attempts: tried.length + 1 }, answer(500), now).state).toBe('given-up');
  });

  it('waits as long as the receiver asks, a day at most', () => {
    expect(afterAttempt(delivery, answer(503, 60_000), now).nextAt).toEqual(later(60));
    expect(afterAttempt(delivery, answer(503, 1e12), now).nextAt).toEqual(later(days));
  });

  it('can be sent again, with all its attempts', () => {
    const over = afterAttempt({ ...delivery, attempts: 10 }, answer(500), now);
    expect(sentAgain(over, later(9))).toMatchObject({ id: 'd', state: 'waiting', attempts: 0, nextAt: later(9) });
  });
});

describe('an address', () => {
  it('that takes nothing for five days is sent nothing more, until it is resumed', () => {
    const failing = afterAnswer(endpoint, answer(500), now);
    expect(failing).toMatchObject({ failingSince: now });
    expect(afterAnswer(failing ?? endpoint, answer(500), later(5 * days - 1))).toBeUndefined();
    const stopped = afterAnswer(failing ?? endpoint, answer(), later(5 * days));
    expect(stopped).toMatchObject({ stopped: { why: 'failing' } });
    expect(resume(stopped ?? endpoint)).toEqual(endpoint);
    expect(resume(endpoint)).toBeUndefined();
  });

  it('that takes one works again', () => {
    expect(afterAnswer({ ...endpoint, failingSince: now }, answer(200), later(9))).toEqual(endpoint);
    expect(afterAnswer(endpoint, answer(200), now)).toBeUndefined();
  });

  it('that answers 410 wants nothing more', () => {
    expect(afterAnswer(endpoint, answer(410), now)).toMatchObject({ stopped: { at: now, why: 'gone' } });
    expect(afterAttempt(delivery, answer(410), now).state).toBe('given-up');
  });
});

describe('a fact', () => {
  it('has a number, a state and a round, and the same name however often it is told', () => {
    const step = { number: 'APF-00000001', round: 2, what: 'rejected', at: now };
    expect(factOfApplication(step)).toEqual({
      key: 'application.rejected APF-00000001 2',
      number: 'APF-00000001',
      type: 'application.rejected',
      data: { number: 'APF-00000001', state: 'rejected', round: 2 },
      at: now,
    });
  });

  it.each(['issued', 'toString', ''])('is none where the step is %j', (what) => {
    expect(factOfApplication({ number: 'APF-00000001', round: 1, what, at: now })).toBeUndefined();
  });

  it('of a mail says which mail, and why it failed', () => {
    const mail = { id: 'm', version: 2, number: 'APF-00000001', mail: 'M5', reason: 'no-such-address', at: now };
    expect(factOfMail({ ...mail, state: 'bounced' })).toMatchObject({
      type: 'mail.bounced',
      data: { number: 'APF-00000001', mail: 'M5', state: 'bounced', reason: 'no-such-address' },
    });
  });
});
