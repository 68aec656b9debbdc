const timers = [
  'setTimeout',
  'clearTimeout',
  'setInterval',
  'clearInterval',
  'setImmediate',
  'clearImmediate',
  'nextTick',
  'queueMicrotask',
  'performance',
  'hrtime',
] as const;

/** For `jest.useFakeTimers`: it is so many minutes later for whoever asks for the date, and timers run as ever. */
export const clockAhead = (minutes: number) => ({ now: Date.now() + minutes * 60_000, doNotFake: [...timers] });
