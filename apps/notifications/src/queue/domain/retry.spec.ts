import { retryAt } from './retry.js';

const now = new Date('2026-11-20T10:00:00+09:00');
const after = (attempts: number, chance: number): number =>
  retryAt(attempts, { first: 1_000, longest: 20_000 }, now, chance).getTime() - now.getTime();

it('waits four times as long after each attempt, up to the longest wait', () => {
  expect([1, 2, 3, 4, 50].map((attempts) => after(attempts, 0.5))).toEqual([1_000, 4_000, 16_000, 20_000, 20_000]);
});

it('spreads retries a fifth to either side', () => {
  expect([after(1, 0), after(1, 1)].map(Math.round)).toEqual([800, 1_200]);
});
