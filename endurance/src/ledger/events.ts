import { type Service, services } from '@todoke/local-system';
import { rows } from '@todoke/testing';
import { takesOf } from '../system/hearing.js';
import type { System } from '../system/system.js';
import { type Hearer, hearers, idsInStream } from './streams.js';

interface Announced {
  readonly id: string;
  readonly subject: string;
}

/** Events that are still to be published or consumed. Empty when every consumer has every event. */
export async function eventsUnderWay(system: System): Promise<string[]> {
  const outboxes = await Promise.all(services.map((service) => unpublished(system, service)));
  const open = (await hearers(system)).filter((hearer) => hearer.open !== 0);
  return [
    ...outboxes.flatMap((count, index) => (count > 0 ? [`${count} events in the outbox of ${services[index]}`] : [])),
    ...open.map(({ service, producer, open: count }) => `${count ?? 'all'} events of ${producer} for ${service}`),
  ];
}

async function unpublished(system: System, service: Service): Promise<number> {
  const sql = `SELECT count(*)::int AS count FROM ${service}.outbox WHERE published_at IS NULL`;
  return (await rows<{ count: number }>(system.adminUrl, sql))[0]?.count ?? 0;
}

/** The number of a producer's events that a service has not acknowledged; the service need not run. */
export async function waitingFor(system: System, service: Service, producer: Service): Promise<number> {
  const hearer = (await hearers(system)).find((one) => one.service === service && one.producer === producer);
  return hearer?.open ?? 0;
}

/** Published events that a module of a service hears and that are not in its inbox for that module. */
export function notTakenBy(system: System, service: Service, producer: Service): Promise<Announced[]> {
  const heard = takesOf(service, producer);
  return rows<Announced>(
    system.adminUrl,
    `SELECT o.id::text, o.subject, heard.module
     FROM ${producer}.outbox o JOIN unnest($1::text[], $2::text[]) AS heard (module, subject) USING (subject)
     WHERE NOT EXISTS (
       SELECT FROM ${service}.inbox i WHERE i.event_id = o.id AND i.module IN ('', heard.module))
     ORDER BY position, module`,
    [heard.map(({ module }) => module), heard.map(({ subject }) => subject)],
  );
}

/**
 * Checks that streams hold exactly the events of the outboxes, that every consumer has them in its inbox, and that none
 * was dead-lettered.
 * @returns the violations, a sentence each
 */
export async function events(system: System): Promise<string[]> {
  const found: string[] = [];
  for (const service of services)
    found.push(...(await laidAside(system, service)), ...(await unlikeStream(system, service)));
  for (const hearer of await hearers(system)) found.push(...(await unheard(system, hearer)));
  return found;
}

async function laidAside(system: System, service: Service): Promise<string[]> {
  const letters = await rows<{ subject: string; error_code: string; count: number }>(
    system.adminUrl,
    `SELECT subject, error_code, count(*)::int AS count FROM ${service}.dead_letters GROUP BY 1, 2`,
  );
  return letters.map(
    ({ subject, error_code: code, count }) => `${count} dead letters at ${service}: ${subject}, ${code}`,
  );
}

async function unlikeStream(system: System, service: Service): Promise<string[]> {
  const ids = await idsInStream(system, service);
  if (ids === undefined) return [`the stream of ${service} is not there`];
  const told = await rows<Announced>(
    system.adminUrl,
    `SELECT id::text, subject FROM ${service}.outbox ORDER BY position`,
  );
  const missing = told.filter(({ id }) => !ids.has(id));
  const known = new Set(told.map(({ id }) => id));
  const extra = [...ids].filter((id) => !known.has(id));
  const found: string[] = [];
  if (missing.length > 0) found.push(`${missing.length} events of ${service} are not in its stream: ${some(missing)}`);
  if (extra.length > 0) {
    found.push(
      `${extra.length} events in the stream of ${service} are not in its outbox: ${extra.slice(0, 5).join(', ')}`,
    );
  }
  return found;
}

async function unheard(system: System, { service, producer, open }: Hearer): Promise<string[]> {
  const missed = await notTakenBy(system, service, producer);
  return [
    ...(open === undefined ? [`${service} has no consumer on the stream of ${producer}`] : []),
    ...(missed.length > 0
      ? [`${missed.length} events of ${producer} were never taken by ${service}: ${some(missed)}`]
      : []),
  ];
}

const some = (announced: readonly Announced[]): string =>
  announced
    .slice(0, 5)
    .map(({ id, subject }) => `${subject} ${id}`)
    .join(', ');

/** The number of events in all outboxes. */
export async function eventTotal(system: System): Promise<number> {
  const sql = services.map((service) => `SELECT count(*)::int AS count FROM ${service}.outbox`).join(' UNION ALL ');
  return (await rows<{ count: number }>(system.adminUrl, sql)).reduce((sum, { count }) => sum + count, 0);
}
