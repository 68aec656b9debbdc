import { JetStreamApiError, type JetStreamManager, RetentionPolicy, StorageType } from '@nats-io/jetstream';

/** What is replayed for a service's modules stands in a stream of its own, `REPLAY_REPORTING`, until it is taken. */
export const replayStreamOf = (service: string): string => `REPLAY_${service.toUpperCase()}`;

/** Where an event is replayed for one module: `replay.reporting.surveys.registration.application-submitted.v1`. */
export const replaySubjectOf = (service: string, module: string, subject: string): string =>
  `replay.${service}.${module}.${subject}`;

/** What a replay subject says. */
export function readReplaySubject(replaySubject: string): { replayedFor: string; subject: string } {
  const [, , replayedFor = '', ...subject] = replaySubject.split('.');
  return { replayedFor, subject: subject.join('.') };
}

/**
 * Makes sure that a service's replay stream is there and takes what its modules hear: its subjects say, to whoever
 * replays, which modules there are and what they hear. They never become fewer, since two releases may run side by side.
 * What was taken leaves the stream.
 */
export async function ensureReplayStream(
  manager: JetStreamManager,
  service: string,
  hears: Readonly<Record<string, readonly string[]>>,
): Promise<void> {
  const name = replayStreamOf(service);
  const wanted = Object.entries(hears).flatMap(([module, subjects]) =>
    subjects.map((subject) => replaySubjectOf(service, module, subject)),
  );
  const known = await replaySubjectsOf(manager, service);
  const subjects = [...new Set([...(known ?? []), ...wanted])].sort();
  if (known === undefined) {
    await manager.streams.add({
      name,
      subjects,
      storage: StorageType.File,
      retention: RetentionPolicy.Workqueue,
    });
  } else if (subjects.length > known.length) await manager.streams.update(name, { subjects });
}

/** @returns undefined where the service has no replay stream: it never ran, or hears nothing */
export async function replaySubjectsOf(manager: JetStreamManager, service: string): Promise<readonly string[] | undefined> {
  try {
    return (await manager.streams.info(replayStreamOf(service))).config.subjects;
  } catch (error) {
    if (error instanceof JetStreamApiError) return undefined;
    throw error;
  }
}

/** What a service's modules have not taken of a replay is lost; nothing where there is no such stream. */
export async function deleteReplayStream(manager: JetStreamManager, service: string): Promise<void> {
  try {
    await manager.streams.delete(replayStreamOf(service));
  } catch (error) {
    if (!(error instanceof JetStreamApiError)) throw error;
  }
}
