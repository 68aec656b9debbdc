import { expect } from '@jest/globals';

test('adds', () => {
  expect(1 + 1).toBe(2);
});
