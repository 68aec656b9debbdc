import { setTimeout as after } from 'node:timers/promises';

/** Asks again and again, until it is so or the time is up; tells which. */
export async function comesTrue(
  condition: () => boolean | Promise<boolean>,
  within: number,
): Promise<boolean> {
  const until = Date.now() + within;
  while (!(await condition())) {
    if (Date.now() > until) return false;
    await after(20);
  }
  return true;
}
