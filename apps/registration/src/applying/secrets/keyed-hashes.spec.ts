import { KeyedHashes, newCode } from './keyed-hashes.js';

const hashes = new KeyedHashes('a secret of more than thirty-two characters');

describe('The code of a mail (R16)', () => {
  it('always has six digits, and begins with any of the ten', () => {
    const codes = Array.from({ length: 2_000 }, newCode);
    expect(codes.every((code) => /^\d{6}$/.test(code))).toBe(true);
    expect(new Set(codes.map((code) => code[0])).size).toBe(10);
    expect(new Set(codes).size).toBeGreaterThan(1_950);
  });

  it('is known again by its hash, under its own verification only', () => {
    const hash = hashes.ofCode('one', '012345');
    expect(hashes.isCode('one', '012345', hash)).toBe(true);
    expect(hashes.isCode('one', '12345', hash)).toBe(false);
    expect(hashes.isCode('two', '012345', hash)).toBe(false);
    expect(hashes.isCode('one', '012345', 'no hash')).toBe(false);
  });

  it('cannot be found by hashing all codes without the key', () => {
    const other = new KeyedHashes('another secret of more than thirty-two chars');
    expect(hash('012345')).not.toContain('012345');
    expect(other.ofCode('one', '012345')).not.toBe(hash('012345'));
  });

  it('has another key than the robot check and the throttles', () => {
    const uses = ['code', 'throttle', 'robot-check', 'robot-check-key'] as const;
    expect(new Set(uses.map((use) => hashes.keyFor(use).toString('hex'))).size).toBe(uses.length);
  });
});

const hash = (code: string): string => hashes.ofCode('one', code);
