import { setTimeout as pause } from 'node:timers/promises';
import { services } from '@todoke/local-system';
import { eventually } from '@todoke/testing';
import type { System } from './system/system.js';

/** Everything that is made unavailable, in this order. */
const partNames = [...services, 'nats', 'postgres'] as const;
type PartName = (typeof partNames)[number];

export interface Outage {
  readonly round: number;
  readonly part: PartName;
  readonly way: 'killed' | 'frozen';
  readonly seconds: number;
}

/** Seconds of each outage. Freezing lasts longer than the leases of notifications, so that they expire. */
const seconds = { killed: 1, frozen: 3 } as const;

/** Every part in turn, killed in the odd rounds and frozen in the even ones; each round begins with another part. */
export const outages = (rounds: number): Outage[] =>
  Array.from({ length: rounds }, (_, index) => {
    const way = index % 2 === 0 ? 'killed' : 'frozen';
    const first = index % partNames.length;
    const order = [...partNames.slice(first), ...partNames.slice(0, first)];
    return order.map((part): Outage => ({ round: index + 1, part, way, seconds: seconds[way] }));
  }).flat();

export const describeOutage = ({ round, part, way }: Outage): string => `round ${round}, ${part} ${way}`;

/** Makes a part unavailable for its time and restores it. */
export async function happens(system: System, { part, way, seconds: downtime }: Outage): Promise<void> {
  const affected = system.parts[part];
  if (part === 'notifications') await aMailIsHalfSent(system);
  if (way === 'killed') await affected.kill();
  else await affected.freeze();
  system.sink.recover();
  await pause(downtime * 1_000);
  if (way === 'killed') await affected.start();
  else affected.thaw();
}

/** The mail server has a mail and has not replied, so the sender cannot know and must mark it as possibly twice. */
async function aMailIsHalfSent({ sink }: System): Promise<void> {
  const before = sink.mails.length;
  sink.swallow();
  await eventually(() => sink.mails.length > before, { what: 'a mail on its way' });
}

/** Every service says that it and everything it needs is there, without anybody having restarted it. */
export async function everybodyIsReady(system: System): Promise<void> {
  await Promise.all(
    services.map((service) =>
      eventually(
        async () => {
          const health = await system.parts[service].health();
          if (health.status !== 'ready') throw new Error(JSON.stringify(health));
          return true;
        },
        { what: `readiness of ${service}` },
      ),
    ),
  );
}
