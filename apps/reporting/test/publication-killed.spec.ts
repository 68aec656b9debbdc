import { eventually } from '@todoke/testing';
import pg from 'pg';
import { publishSome } from '../src/reports/jobs/publish.js';
import { Databases } from '../src/persistence/databases.js';
import { forget } from './reported.js';
import { type Running, running } from './running.js';

let service: Running;
let blocker: pg.Client;

beforeAll(async () => {
  service = await running();
  blocker = new pg.Client({ connectionString: service.database.adminUrl });
  await blocker.connect();
});

afterAll(async () => {
  await blocker.end();
  await service.stop();
});

/** More than one transaction of the job takes. */
const count = 1_500;

const release = () =>
  service.ask(
    `INSERT INTO reporting.reports (institution, scheme, fiscal_year, kind, route, prefecture, type, state,
       form_version, version, round, values, drafted_by, drafted_at, submitted_by,
       submitted_at, released_by, released_at)
     SELECT 'h-' || to_char(n, 'FM0000'), 'medical', 2026, 'yearly', 'web', '46', 'hospital', 'released', 1, 3, 1,
       jsonb_build_object('name', n || '番病院'), 'a', '2027-01-10', 'a', '2027-01-11', 'official-46', '2027-02-01'
     FROM generate_series(1, $1::int) AS n`,
    [count],
  );

const figures = async () => {
  const [found] = await service.ask<Record<string, number>>(
    `SELECT (SELECT count(*)::int FROM reporting.reports WHERE state = 'published') AS reports,
       (SELECT count(*)::int FROM reporting.reports_published) AS published,
       (SELECT count(*)::int FROM reporting.reports_history) AS steps,
       (SELECT count(DISTINCT report)::int FROM reporting.reports_history) AS stepped`,
  );
  return found;
};

/** Rounds of the job until nothing is left, or the database ends one. */
async function publishAll(): Promise<'done' | 'killed'> {
  try {
    while ((await publishSome(service.app.get(Databases), service.clock.now())).published > 0);
    return 'done';
  } catch {
    return 'killed';
  }
}

it('goes on where it was when it is killed halfway, and publishes each report once (R53)', async () => {
  await forget(service);
  await release();
  await blocker.query('BEGIN');
  await blocker.query(
    `INSERT INTO reporting.reports_published (institution, scheme, type, prefecture, fiscal_year, form_version, values,
       published_on) VALUES ('h-1400', 'medical', 'hospital', '46', 2025, 1, '{}', '2026-04-01')`,
  );
  service.clock.set(new Date('2027-04-01T00:00:00+09:00'));
  const first = publishAll();
  await eventually(async () => {
    const killed = await service.ask(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE wait_event_type = 'Lock' AND query LIKE '%reports_published%' AND datname = current_database()`,
    );
    expect(killed).not.toEqual([]);
  });
  expect(await first).toBe('killed');
  const whole = { reports: 1_000, published: 1_000, steps: 1_000, stepped: 1_000 };
  expect(await figures()).toEqual(whole);
  await blocker.query('ROLLBACK');
  await eventually(async () => {
    await publishAll();
    expect(await figures()).toEqual({ reports: count, published: count, steps: count, stepped: count });
  });
});
