import {
  maySignIn,
  personTransitions,
  voidUnset,
  withPassword,
  withSignIn,
  type Person,
  type PersonState,
} from './person.js';

const now = new Date('2026-11-20T10:00:00+09:00');
const person = (state: PersonState): Person => ({
  id: 'p',
  loginId: 'k4640123',
  role: 'institution',
  area: [],
  institution: 'i',
  addresses: ['a@example.jp'],
  state,
  version: 1,
});
const states = Object.keys(personTransitions) as PersonState[];

describe('an account (R160)', () => {
  it('is signed in with only while it is active', () => {
    expect(states.filter((state) => maySignIn(person(state)))).toEqual(['active']);
  });

  it('becomes active by its first password, and stays so by the next', () => {
    expect(withPassword(person('issued-unset'), 'hash', now)).toMatchObject({ state: 'active', passwordSetAt: now });
    expect(withPassword(person('active'), 'hash', now)).toMatchObject({ state: 'active', passwordHash: 'hash' });
  });

  it('gets no password once it is suspended or voided', () => {
    expect(withPassword(person('suspended'), 'hash', now)).toBeUndefined();
    expect(withPassword(person('voided'), 'hash', now)).toBeUndefined();
  });

  it('is voided only before a password was set (R58)', () => {
    expect(states.filter((state) => voidUnset(person(state)) !== undefined)).toEqual(['issued-unset']);
  });

  it('remembers the sign-in before this one', () => {
    const later = new Date('2026-11-21T10:00:00+09:00');
    const twice = withSignIn(withSignIn(person('active'), now), later);
    expect(twice).toMatchObject({ previousSignInAt: now, lastSignInAt: later });
  });
});
