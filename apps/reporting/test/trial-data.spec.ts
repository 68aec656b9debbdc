import { asWorker } from '@todoke/database';
import { freshDatabase, type FreshDatabase, rows } from '@todoke/testing';
import { trialInstitutions } from '@todoke/trial';
import { Databases } from '../src/persistence/databases.js';
import { seedTrialData, seedTrialReports } from '../src/trial-data.js';

let database: FreshDatabase;
let databases: Databases;
beforeAll(async () => {
  database = await freshDatabase('reporting');
  databases = new Databases(asWorker(database.workerUrl));
});
afterAll(async () => {
  await databases.onApplicationShutdown();
  await database.drop();
});

const ask = <Row = Record<string, unknown>>(sql: string) => rows<Row & object>(database.adminUrl, sql);
const start = (instant: string) => seedTrialData(databases, new Date(instant));
const days = async () =>
  (
    await ask<{ day: string }>(
      `SELECT DISTINCT day::text FROM reporting.surveys_answers WHERE survey = 'daily' ORDER BY day`,
    )
  ).map(({ day }) => day);

it('the first start brings two weeks of answers, each with its version, and the medical areas', async () => {
  expect(await start('2026-11-30T10:00:00+09:00')).toBeGreaterThan(1_000);
  const all = await days();
  expect([all.length, all[0], all.at(-1)]).toEqual([15, '2026-11-16', '2026-11-30']);
  const [counts] = await ask(
    `SELECT (SELECT count(*) FROM reporting.surveys_answers)
         = (SELECT count(*) FROM reporting.surveys_answer_versions)
         AS "each has a version",
       (SELECT count(*)::int FROM reporting.institutions_areas) AS areas,
       (SELECT count(*)::int FROM reporting.surveys_rounds WHERE survey = 'daily') AS rounds,
       (SELECT count(*)::int FROM (
          SELECT survey, respondent, max(day) AS day FROM reporting.surveys_answers GROUP BY 1, 2
          EXCEPT SELECT survey, respondent, day FROM reporting.surveys_latest) AS other) AS "not the latest"`,
  );
  expect(counts).toEqual({ 'each has a version': true, areas: 24, rounds: 15, 'not the latest': 0 });
});

it('leaves today to the hospitals for which somebody signs in, and nothing else', async () => {
  const keen = trialInstitutions().filter(({ name }) => /城山ためし病院|眉山ためし病院/.test(name));
  const of = await ask<{ days: number; today: boolean }>(
    `SELECT count(*)::int AS days, bool_or(day = '2026-11-30') AS today FROM reporting.surveys_answers
     WHERE survey = 'daily' AND respondent IN (${keen.map(({ id }) => `'${id}'`).join()}) GROUP BY respondent`,
  );
  expect(of).toEqual([
    { days: 14, today: false },
    { days: 14, today: false },
  ]);
});

it('a second start changes nothing; one some days later brings these, and leaves what people answered', async () => {
  const early = () => ask(`SELECT * FROM reporting.surveys_answers WHERE day < '2026-11-23' ORDER BY 1, 2, 3`);
  const before = await early();
  expect(before.length).toBeGreaterThan(400);
  expect(await start('2026-11-30T10:00:00+09:00')).toBe(0);
  await ask(
    `UPDATE reporting.surveys_answers SET answered_by = 'somebody', answers = '{}' WHERE (survey, day, respondent) = (
       SELECT survey, day, respondent FROM reporting.surveys_answers WHERE day = '2026-11-30' LIMIT 1)`,
  );
  expect(await start('2026-12-04T10:00:00+09:00')).toBeGreaterThan(250);
  expect((await days()).at(-1)).toBe('2026-12-04');
  expect(await ask(`SELECT answers FROM reporting.surveys_answers WHERE answered_by = 'somebody'`)).toEqual([
    { answers: {} },
  ]);
  expect(await early()).toEqual(before);
});

it('after a year of rest it brings two months', async () => {
  await start('2027-12-06T10:00:00+09:00');
  const late = (await days()).filter((day) => day > '2027');
  expect([late.length, late[0]]).toEqual([61, '2027-10-07']);
});

describe('reports of the trial', () => {
  const now = new Date('2026-11-30T10:00:00+09:00');
  const states = async (more = '') =>
    Object.fromEntries(
      (
        await ask<{ state: string; count: number }>(
          `SELECT state, count(*)::int AS count FROM reporting.reports WHERE fiscal_year = 2026 ${more} GROUP BY 1`,
        )
      ).map(({ state, count }) => [state, count]),
    );

  it('have windows that are open, one half filled in, one returned, others reported and released', async () => {
    expect(await seedTrialReports(databases, now)).toBeGreaterThan(400);
    expect(
      await ask(
        `SELECT prefecture, scheme, opens_on <= '2026-11-30' AND closes_on >= '2026-11-30' AS open
         FROM reporting.reports_windows ORDER BY 1, 2`,
      ),
    ).toEqual(
      ['36', '46'].flatMap((prefecture) =>
        ['medical', 'pharmacy'].map((scheme) => ({ prefecture, scheme, open: true })),
      ),
    );
    expect(Object.keys(await states()).sort()).toEqual(['draft', 'released', 'returned', 'submitted']);
    const of = (name: string) => trialInstitutions().find((one) => one.name.includes(name))?.id;
    expect(await states(`AND institution = '${of('城山ためし病院')}'`)).toEqual({ draft: 1 });
    expect(await states(`AND institution = '${of('眉山ためし病院')}'`)).toEqual({ returned: 1 });
    const [counts] = await ask(
      `SELECT (SELECT count(*) FROM reporting.reports WHERE state = 'draft')
            = (SELECT count(*) FROM reporting.reports_drafts) AS "drafts have their texts",
         (SELECT count(*) FROM reporting.reports WHERE state = 'published')
            = (SELECT count(*) FROM reporting.reports_published) AS "what is published can be read",
         (SELECT count(*)::int FROM reporting.reports AS r WHERE NOT EXISTS (
            SELECT FROM reporting.reports_history AS h WHERE h.report = r.id AND h.version = r.version
              AND h.state = r.state)) AS "without history"`,
    );
    expect(counts).toEqual({
      'drafts have their texts': true,
      'what is published can be read': true,
      'without history': 0,
    });
  });

  it('come once, and what people did stays', async () => {
    await ask(`UPDATE reporting.reports SET drafted_by = 'somebody' WHERE state = 'draft'`);
    const before = await states();
    expect(await seedTrialReports(databases, now)).toBe(0);
    expect(await states()).toEqual(before);
  });
});
