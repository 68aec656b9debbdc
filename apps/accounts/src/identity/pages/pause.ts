import { inTokyo } from '@todoke/japan';
import { robotCheckScripts, robotCheckStyles, robotCheckView } from '@todoke/web';
import type { Pause } from '../domain/throttle.js';

/** Where the robot check that ends a pause gets its challenge. */
export const robotCheckAddress = '/robot-check';

const check = '「私はロボットではありません」にチェックを入れると、すぐにお試しいただけます。';

/**
 * A pause as a page shows it: when it ends by the clock of Tokyo, to the minute (10時25分), and the robot check that ends
 * it at once.
 */
export function pauseView({ until, checkLevel }: Pause, why: string) {
  const minute = 60_000;
  const clock = inTokyo(new Date(Math.ceil(until.getTime() / minute) * minute));
  const wait = `${clock.hour}時${clock.minute}分を過ぎてから、もう一度お試しください。`;
  const passable = checkLevel !== undefined;
  return {
    data: {
      later: passable ? `${why}${wait}${check}` : `${why}${wait}`,
      ...(passable && { robotCheck: robotCheckView(robotCheckAddress, checkLevel) }),
    },
    scripts: passable ? robotCheckScripts : [],
    styles: passable ? robotCheckStyles : [],
  };
}

/** The robot check in a posted form: the widget adds its field by itself. */
export const postedCheck = (body: unknown): string => {
  const posted = (body as { altcha?: unknown } | null | undefined)?.altcha;
  return typeof posted === 'string' ? posted : '';
};
