import { giveUp, type Handover, hasEnded, type SendingMail, settle } from './mail.js';

const now = new Date('2026-11-20T10:00:00+09:00');
const policy = { first: 1_000, longest: 60_000 };
const mail: SendingMail = {
  id: 'f0e1d2c3-0000-8000-8000-000000000001',
  code: 'M4',
  reference: 'APF-00001750',
  state: 'sending',
  attempts: 1,
  possiblyTwice: false,
  giveUpAt: new Date('2026-11-25T10:00:00+09:00'),
  lateReason: 'gave-up',
};
const settled = (handover: Handover, about: Partial<SendingMail> = {}) =>
  settle({ ...mail, ...about }, handover, policy, now, 0.5);

describe('a mail that was on its way (R161)', () => {
  it('is accepted at the moment the server took it', () => {
    expect(settled({ kind: 'accepted' })).toMatchObject({ state: 'accepted', at: now });
  });

  it('is bounced with status and reason when it was refused for good', () => {
    const handover: Handover = { kind: 'refused', status: '5.1.1', reason: 'no-such-address' };
    expect(settled(handover)).toMatchObject({
      state: 'bounced',
      at: now,
      status: '5.1.1',
      reason: 'no-such-address',
    });
  });

  it('waits, each time longer, when it was refused for now', () => {
    const due = [1, 2, 3, 9].map((attempts) => {
      const outcome = settled({ kind: 'deferred', status: '4.7.1' }, { attempts });
      return outcome.state === 'waiting' ? outcome.dueAt.getTime() - now.getTime() : outcome.state;
    });
    expect(due).toEqual([1_000, 4_000, 16_000, 60_000]);
  });

  it('waits without any delay when no server was there, since that was not its fault', () => {
    expect(settled({ kind: 'unavailable' })).toMatchObject({ state: 'waiting', dueAt: now, possiblyTwice: false });
  });

  it('is held for a fault of ours: it waits, knows why, and is nobody’s bounce', () => {
    const held: Handover = { kind: 'held', status: '5.7.1', cause: 'relay', said: 'recipient' };
    expect(settled(held)).toMatchObject({ state: 'waiting', status: '5.7.1', held: { cause: 'relay', at: now } });
    expect(settled(held, { giveUpAt: now })).toMatchObject({ state: 'waiting' });
    expect(settled(held, { giveUpAt: now, lateReason: 'expired' })).toMatchObject({
      state: 'failed',
      reason: 'expired',
    });
  });

  it('that is held is tried within ten minutes, and seldom when its content is refused', () => {
    const hour = { first: 15_000, longest: 3_600_000 };
    const wait = (cause: 'sender' | 'content'): number => {
      const outcome = settle(
        { ...mail, attempts: 9 },
        { kind: 'held', status: '5.7.1', cause, said: 'recipient' },
        hour,
        now,
        0.5,
      );
      return outcome.state === 'waiting' ? outcome.dueAt.getTime() - now.getTime() : 0;
    };
    expect([wait('sender'), wait('content')]).toEqual([600_000, 3_600_000]);
  });

  it.each<Handover['kind']>(['crowded', 'hurried'])('waits without any delay when it is %s', (kind) => {
    expect(settled({ kind } as Handover)).toMatchObject({ state: 'waiting', dueAt: now });
  });

  it('counts as possibly sent twice when the connection ended while its content was leaving', () => {
    expect(settled({ kind: 'cut-off' })).toMatchObject({ state: 'waiting', possiblyTwice: true });
    expect(settled({ kind: 'stuck' })).toMatchObject({ state: 'waiting', possiblyTwice: false });
  });

  it('stays marked as possibly sent twice once it is', () => {
    expect(settled({ kind: 'accepted' }, { possiblyTwice: true })).toMatchObject({
      state: 'accepted',
      possiblyTwice: true,
    });
  });

  it('fails when its sealed value cannot be opened', () => {
    expect(settled({ kind: 'unreadable' })).toMatchObject({ state: 'failed', reason: 'unreadable' });
  });

  it.each<Handover['kind']>(['too-late', 'deferred', 'unavailable', 'stuck', 'cut-off'])(
    'ends instead of waiting again when its time is up (%s)',
    (kind) => {
      const handover = (kind === 'deferred' ? { kind, status: '4.0.0' } : { kind }) as Handover;
      expect(settled(handover, { giveUpAt: now })).toMatchObject({ state: 'failed', reason: 'gave-up' });
      expect(settled(handover, { giveUpAt: now, lateReason: 'expired' })).toMatchObject({
        state: 'failed',
        reason: 'expired',
      });
    },
  );

  it('waits again one millisecond before its time is up', () => {
    const giveUpAt = new Date(now.getTime() + 1);
    expect(settled({ kind: 'unavailable' }, { giveUpAt })).toMatchObject({ state: 'waiting' });
  });
});

it('a waiting mail whose time is up fails with the reason of its kind', () => {
  const late = giveUp({ ...mail, state: 'waiting', dueAt: now, lateReason: 'expired' }, now);
  expect(late).toEqual({ ...mail, state: 'failed', at: now, reason: 'expired', lateReason: 'expired' });
  expect(hasEnded(late)).toBe(true);
});
