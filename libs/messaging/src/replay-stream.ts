import { JetStreamApiError, type JetStreamManager, RetentionPolicy, StorageType } from '@nats-io/jetstream';
import { lacksRight } from './nats-link.js';

/**
 * Name of the stream with the events that are replayed for a service, such as `REPLAY_REPORTING`. An event stays in it
 * until it is taken.
 */
export const replayStreamOf = (service: string): string => `REPLAY_${service.toUpperCase()}`;

/**
 * Subject under which an event is replayed for one module:
 * `replay.reporting.surveys.registration.application-submitted.v1`.
 */
export const replaySubjectOf = (service: string, module: string, subject: string): string =>
  `replay.${service}.${module}.${subject}`;

/** The module (`replayedFor`) and the event's own subject in a replay subject. */
export function readReplaySubject(replaySubject: string): { replayedFor: string; subject: string } {
  const [, , replayedFor = '', ...subject] = replaySubject.split('.');
  return { replayedFor, subject: subject.join('.') };
}

/**
 * Creates or extends the replay stream of a service. Only NATS' operator may. Its subjects tell the replay command
 * which modules there are and what they hear. Subjects are only added, since two releases may run side by side. A
 * message that was taken is removed.
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

/**
 * @returns the subjects of a service's replay stream; undefined where there is none: no such service, or it hears
 * nothing
 */
export async function replaySubjectsOf(
  manager: JetStreamManager,
  service: string,
): Promise<readonly string[] | undefined> {
  try {
    return (await manager.streams.info(replayStreamOf(service))).config.subjects;
  } catch (error) {
    // A service that nobody knows of has no stream that one could have the right to see.
    if (lacksRight(error) || error instanceof JetStreamApiError) return undefined;
    throw error;
  }
}

/**
 * Deletes the replay stream of a service, with all that its modules have not taken. Does nothing where there is none.
 */
export async function deleteReplayStream(manager: JetStreamManager, service: string): Promise<void> {
  try {
    await manager.streams.delete(replayStreamOf(service));
  } catch (error) {
    if (!(error instanceof JetStreamApiError)) throw error;
  }
}
