import { readKey } from './idempotency.js';

describe('an Idempotency-Key', () => {
  it.each([
    ['8e03978e-40d5-43e8-bc93-6894a57f9324', '8e03978e-40d5-43e8-bc93-6894a57f9324'],
    ['"8e03978e"', '8e03978e'],
    [' approve-1 ', 'approve-1'],
  ])('of %s is %s', (header, key) => {
    expect(readKey(header)).toBe(key);
  });

  it.each([undefined, '', '""', 'a b', '鍵', 'x'.repeat(256), ['a', 'b']])('of %j is none', (header) => {
    expect(readKey(header)).toBeUndefined();
  });
});
