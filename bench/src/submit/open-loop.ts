import { setTimeout as pause } from 'node:timers/promises';

export interface Arrivals {
  /** Requests a second, whatever happens to earlier ones. */
  readonly rate: number;
  readonly count: number;
}

export interface Latencies {
  /** Milliseconds from the scheduled time of a request to its response. */
  readonly milliseconds: readonly number[];
  readonly errors: readonly string[];
}

/**
 * An open-loop load generator: sends at fixed times. Each latency counts from the scheduled time, so that a stalled
 * server is charged for all requests that were due meanwhile (no coordinated omission).
 * @param send resolves with the failure, if there was one
 */
export async function openLoop(
  { rate, count }: Arrivals,
  send: (place: number) => Promise<string | undefined>,
): Promise<Latencies> {
  const milliseconds: number[] = [];
  const errors: string[] = [];
  const started = performance.now() + 100;
  const one = async (place: number, meant: number): Promise<void> => {
    const wrong = await send(place).catch((error: unknown) => String(error));
    milliseconds.push(performance.now() - meant);
    if (wrong !== undefined) errors.push(wrong);
  };
  const underWay: Promise<void>[] = [];
  for (let place = 0; place < count;) {
    const meant = started + (place * 1_000) / rate;
    const early = meant - performance.now();
    // A timer is up to a millisecond late.
    if (early > 0.5) await pause(Math.max(1, early));
    else underWay.push(one(place++, meant));
  }
  await Promise.all(underWay);
  return { milliseconds, errors };
}
