import { setTimeout as after } from 'node:timers/promises';

/** Polls a condition until it holds or time is up. @returns whether it held */
export async function comesTrue(condition: () => boolean | Promise<boolean>, within: number): Promise<boolean> {
  const until = Date.now() + within;
  while (!(await condition())) {
    if (Date.now() > until) return false;
    await after(20);
  }
  return true;
}
