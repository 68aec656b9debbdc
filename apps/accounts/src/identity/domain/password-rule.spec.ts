import fc from 'fast-check';
import { faultsOf } from './password-rule.js';

describe('the password rule (R133)', () => {
  it.each(['Abcdefg1', 'correct Horse battery staple 7', 'Aa1!"#$%&()=~|{}', 'xY7' + 'z'.repeat(125)])(
    '%s is a good password',
    (password) => {
      expect(faultsOf(password)).toEqual([]);
    },
  );

  it.each([
    ['Abcdef1', 'too-short'],
    ['abcdefg1', 'upper-case'],
    ['ABCDEFG1', 'lower-case'],
    ['Abcdefgh', 'digit'],
    ['Ａｂｃｄｅｆｇ１', 'characters'],
    ['Abcdefg1あ', 'characters'],
    ['Abcdefg1\u0000', 'characters'],
    ['xY7' + 'z'.repeat(126), 'too-long'],
    ['Password1', 'common'],
    ['Passw0rd', 'common'],
    ['Passw0rd!', 'common'],
    ['Qwerty123456', 'common'],
    ['1qaz2wsX', 'common'],
    ['Sakura2026', 'common'],
  ])('%s is refused: %s', (password, fault) => {
    expect(faultsOf(password)).toContain(fault);
  });

  it('tells everything that is wrong at once', () => {
    expect(faultsOf('abc')).toEqual(['too-short', 'upper-case', 'digit']);
  });

  it('a password with the login ID in it is refused, whatever its case', () => {
    expect(faultsOf('xxK4640123xx', 'k4640123')).toEqual(['login-id']);
  });

  it('whatever is typed gets an answer', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => Array.isArray(faultsOf(text, 'k4640123'))),
    );
  });
});
