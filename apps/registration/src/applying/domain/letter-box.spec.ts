import { domainOf, isLarge, letterBoxOf } from './letter-box.js';

describe('the key of a letter box', () => {
  it.each([
    ['a.sato@gmail.com', 'asato@gmail.com'],
    ['A.S.A.T.O@GMAIL.com', 'asato@gmail.com'],
    ['asato+1@gmail.com', 'asato@gmail.com'],
    ['a.sato+todoke+2@googlemail.com', 'asato@gmail.com'],
    ['asato+x@example.jp', 'asato@example.jp'],
    ['ASATO@Example.JP', 'asato@example.jp'],
    ['"asato"@example.jp', 'asato@example.jp'],
    ['a-sato@proton.me', 'asato@protonmail.com'],
    ['asato@me.com', 'asato@icloud.com'],
    ['asato@example.jp.', 'asato@example.jp'],
  ])('of %s is that of %s', (one, other) => {
    expect(letterBoxOf(one)).toBe(letterBoxOf(other));
  });

  it.each([
    ['a.sato@example.jp', 'asato@example.jp'],
    ['a.sato@docomo.ne.jp', 'asato@docomo.ne.jp'],
    ['sato@example.jp', 'sato@example.com'],
    ['+sato@example.jp', '+suzuki@example.jp'],
    ['sato@outlook.jp', 'sato@outlook.com'],
  ])('of %s is not that of %s', (one, other) => {
    expect(letterBoxOf(one)).not.toBe(letterBoxOf(other));
  });

  it('names the domain, and whether many have their mail there', () => {
    expect(domainOf('x@GoogleMail.com')).toBe('gmail.com');
    expect(['docomo.ne.jp', 'pref.kagoshima.lg.jp', 'abc.ocn.ne.jp'].map(isLarge)).toEqual([true, true, true]);
    expect(['hospital.example.jp', 'notgmail.com', 'lg.jp.example.com'].map(isLarge)).toEqual([false, false, false]);
  });
});
