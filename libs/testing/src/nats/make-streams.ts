import { type JetStreamManager, RetentionPolicy, StorageType } from '@nats-io/jetstream';
import { hears } from '@todoke/events';
import { eventually } from '../eventually.js';

/** The streams of all services, configured exactly as `todoke-streams` of @todoke/messaging does. */
const streams = Object.entries(hears).flatMap(([service, modules]) => {
  const replayed = Object.entries(modules).flatMap(([module, subjects]) =>
    subjects.map((subject) => `replay.${service}.${module}.${subject}`),
  );
  return [
    {
      name: service.toUpperCase(),
      subjects: [`${service}.>`],
      storage: StorageType.File,
      retention: RetentionPolicy.Limits,
      max_age: 30 * 24 * 3600 * 1e9,
      duplicate_window: 120 * 1e9,
    },
    {
      name: `REPLAY_${service.toUpperCase()}`,
      subjects: replayed.sort(),
      storage: StorageType.File,
      retention: RetentionPolicy.Workqueue,
    },
  ];
});

type Stream = (typeof streams)[number];

// While the server is still deleting a stream, it makes no other of its name. What is there already stays as it is.
const make = (manager: JetStreamManager, stream: Stream): Promise<unknown> =>
  eventually(() => manager.streams.add(stream), { what: `the stream ${stream.name}` });

/** Makes a stream of a service where a test has deleted it. */
export const makeStream = (manager: JetStreamManager, name: string): Promise<unknown> =>
  Promise.all(streams.filter((stream) => stream.name === name).map((stream) => make(manager, stream)));

/** Deletes every stream with its consumers, and makes those of all services, as NATS' operator. */
export async function newStreams(manager: JetStreamManager): Promise<void> {
  const names: string[] = [];
  for await (const name of manager.streams.names()) names.push(name);
  await Promise.all(names.map((name) => manager.streams.delete(name)));
  await Promise.all(streams.map((stream) => make(manager, stream)));
}
