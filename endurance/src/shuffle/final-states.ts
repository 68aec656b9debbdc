import type { Service } from '@todoke/local-system';
import { rows } from '@todoke/testing';
import type { System } from '../system/system.js';

/**
 * The final state of a service without what differs between runs: random ids, instants of people's actions, and
 * versions that count its own changes.
 */
const queries: Readonly<Record<Service, Readonly<Record<string, string>>>> = {
  registration: {
    applications: 'SELECT number, prefecture FROM registration.applications ORDER BY 1',
    status: 'SELECT * FROM registration.status_applications ORDER BY number',
    mails: 'SELECT * FROM registration.status_mails ORDER BY id',
    announced: 'SELECT subject FROM registration.outbox ORDER BY 1',
  },
  approval: {
    reviews: `SELECT number, route, prefecture, municipality_code, institution_name, name_and_address, items, address,
                     received_at, state, round, heard, since, rejection_reason FROM approval.reviews ORDER BY 1`,
    history: 'SELECT number, what FROM approval.history ORDER BY 1, 2',
    mails: 'SELECT id, version, number, mail, state, reason, possibly_twice, at FROM approval.mails ORDER BY 1',
    institutions: 'SELECT * FROM approval.institutions ORDER BY id',
    todos: 'SELECT id, kind, number FROM approval.todos ORDER BY 1',
    announced: `SELECT subject, envelope->'aggregate'->>'id' AS about, envelope->'aggregate'->>'version' AS version
                FROM approval.outbox ORDER BY 1, 2`,
  },
  accounts: {
    applications: `SELECT number, prefecture, route, items, address, approved_at, submitted_at, round, status,
                          return_reason, guidance, institution_created,
                          CASE WHEN status IN ('guidance-waiting', 'issued') THEN guidance_due_at END AS due
                   FROM accounts.issuance_applications ORDER BY 1`,
    people: `SELECT i.name, p.state, p.addresses FROM accounts.identity_people p
             JOIN accounts.institutions_institutions i ON i.id = p.institution ORDER BY 1, 2`,
    institutions: `SELECT name, insurance_code, permissions, has_account, state
                   FROM accounts.institutions_institutions ORDER BY 1, 2`,
    announced: `SELECT subject,
                       CASE envelope->'aggregate'->>'type'
                         WHEN 'application' THEN envelope->'aggregate'->>'id' END AS about,
                       count(*)::int AS times FROM accounts.outbox GROUP BY 1, 2 ORDER BY 1, 2`,
  },
  notifications: {
    mails: `SELECT id::text, event_id::text, code, position, reference, address, facts, state, reason, possibly_twice
            FROM notifications.mails ORDER BY 1`,
    announced: `SELECT subject, envelope->>'causationId' AS because, envelope->'data'->>'mail' AS mail,
                       envelope->'data'->>'reference' AS reference FROM notifications.outbox ORDER BY 1, 2, 3`,
  },
  reporting: {
    applications: 'SELECT * FROM reporting.applications ORDER BY number',
    institutions: 'SELECT * FROM reporting.institutions ORDER BY id',
    // A name that was told late may be stored more than once; it is shown once.
    names: `SELECT institution, name FROM (
              SELECT *, lag(name) OVER (PARTITION BY institution ORDER BY version) AS before
              FROM reporting.institutions_names) AS told
            WHERE name IS DISTINCT FROM before ORDER BY institution, version`,
    people: 'SELECT * FROM reporting.institutions_people ORDER BY id',
    announced: 'SELECT subject FROM reporting.outbox ORDER BY 1',
  },
};

export type FinalState = Readonly<Record<string, readonly object[]>>;

export async function finalState(system: System, service: Service): Promise<FinalState> {
  const tables = Object.entries({
    ...queries[service],
    taken: `SELECT event_id::text, subject, array_agg(module ORDER BY module) AS modules
            FROM ${service}.inbox GROUP BY 1, 2 ORDER BY 1`,
    dead: `SELECT subject, error_code FROM ${service}.dead_letters ORDER BY 1`,
  });
  const found = await Promise.all(tables.map(async ([name, sql]) => [name, await rows(system.adminUrl, sql)] as const));
  return Object.fromEntries(found);
}
