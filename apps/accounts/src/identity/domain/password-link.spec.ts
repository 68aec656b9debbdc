import { expiryOf, standingOf, type PasswordLink } from './password-link.js';

const now = new Date('2026-11-20T10:00:00+09:00');
const first: PasswordLink = { id: '1', person: 'p', purpose: 'first-password' };
const reset: PasswordLink = {
  id: '2',
  person: 'p',
  purpose: 'reset',
  expiresAt: new Date('2026-11-21T10:00:00+09:00'),
};

describe('a password link (R93)', () => {
  it('the first one works until a password is set', () => {
    expect(standingOf(first, 'issued-unset', now)).toBe('usable');
    expect(expiryOf('first-password', now)).toBeUndefined();
  });

  it('after that it says that somebody has set one, by this link or by another', () => {
    expect(standingOf({ ...first, usedAt: now }, 'active', now)).toBe('already-set');
    expect(standingOf({ ...first, deadAt: now }, 'active', now)).toBe('already-set');
  });

  it('the first one ends with the mail address to which it went (R164)', () => {
    expect(standingOf({ ...first, deadAt: now }, 'issued-unset', now)).toBe('address-changed');
  });

  it('a reset link works for 24 hours, to the millisecond', () => {
    const { expiresAt } = reset;
    expect(expiryOf('reset', now)).toEqual(expiresAt);
    expect(standingOf(reset, 'active', new Date('2026-11-21T09:59:59.999+09:00'))).toBe('usable');
    expect(standingOf(reset, 'active', new Date('2026-11-21T10:00:00+09:00'))).toBe('expired');
  });

  it('a reset link works once, and not after another was used', () => {
    expect(standingOf({ ...reset, usedAt: now }, 'active', now)).toBe('used');
    expect(standingOf({ ...reset, deadAt: now }, 'active', now)).toBe('used');
  });

  it('a reset link also serves who never set a password (R79)', () => {
    expect(standingOf(reset, 'issued-unset', now)).toBe('usable');
  });

  it('no link of a voided or suspended account works', () => {
    expect(standingOf(first, 'voided', now)).toBe('void');
    expect(standingOf(reset, 'suspended', now)).toBe('void');
  });

  it('what is not there is unknown', () => {
    expect(standingOf(undefined, undefined, now)).toBe('unknown');
  });
});
