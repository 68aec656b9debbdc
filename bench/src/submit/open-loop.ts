import { setTimeout as pause } from 'node:timers/promises';

export interface Arrivals {
  /** Requests a second, whatever becomes of those before. */
  readonly rate: number;
  readonly count: number;
}

export interface Latencies {
  /** Milliseconds from the moment at which a request was to be sent until its answer was there. */
  readonly milliseconds: readonly number[];
  readonly errors: readonly string[];
}

/**
 * Sends at fixed times and waits for nobody. Each latency counts from the time that was meant, so that a server which
 * stands still is charged for all who would have come meanwhile (no coordinated omission).
 * @param send resolves with what was wrong, if something was
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
  for (let place = 0; place < count; ) {
    const meant = started + (place * 1_000) / rate;
    const early = meant - performance.now();
    // A timer is up to a millisecond late.
    if (early > 0.5) await pause(Math.max(1, early));
    else underWay.push(one(place++, meant));
  }
  await Promise.all(underWay);
  return { milliseconds, errors };
}
