import { FixedClock } from '@todoke/service';
import {
  type Listening,
  type ServiceUnderTest,
  type Start,
  type StartedService,
  testBed,
  type TestBed,
} from './test-bed.js';

export interface Wishes extends Omit<Start, 'clock'> {
  /** When it is. */
  readonly now: Date;
}

/** A service on a port, a database and streams of its own, with a clock that stands still. */
export interface RunningService<App = Listening, Settings = unknown>
  extends StartedService<Settings, App>, Pick<TestBed<Settings, App>, 'database' | 'nats' | 'ask'> {
  readonly clock: FixedClock;
  /** Ends it and all that was started for it. */
  stop(): Promise<void>;
}

/** Starts the service alone on a test bed of its own. */
export async function runService<Settings, App extends Listening>(
  service: ServiceUnderTest<Settings, App>,
  { now, ...wishes }: Wishes,
): Promise<RunningService<App, Settings>> {
  const bed = await testBed(service);
  const clock = new FixedClock(now);
  const started = await bed.start({ clock, ...wishes });
  const { database, nats, ask } = bed;
  return { ...started, clock, database, nats, ask, stop: () => bed.stop() };
}
