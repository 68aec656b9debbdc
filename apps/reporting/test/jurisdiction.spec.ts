import { freshDatabase, rows, type FreshDatabase } from '@todoke/testing';
import type { SignedIn } from '@todoke/service';
import pg from 'pg';
import { Databases } from '../src/persistence/databases.js';
import { countByState } from '../src/home/persistence/applications.js';
import { findOwnInstitution } from '../src/institutions/index.js';
import { findWindows } from '../src/reports/index.js';

let database: FreshDatabase;
let databases: Databases;

beforeAll(async () => {
  database = await freshDatabase('reporting');
  databases = new Databases({
    DATABASE_URL: database.appUrl,
    DATABASE_WORKER_URL: database.workerUrl,
    DATABASE_POOL_SIZE: 3,
  });
  await rows(
    database.adminUrl,
    `INSERT INTO reporting.applications (number, prefecture, municipality_code, state, stage, version) VALUES
      ('APF-00000001', '46', '46201', 'waiting', 1, 1), ('APF-00000002', '46', '46203', 'issued', 3, 3),
      ('APF-00000003', '36', '36201', 'waiting', 1, 1), ('APF-00000004', '46', NULL, 'waiting', 1, 1)`,
  );
  await rows(
    database.adminUrl,
    `INSERT INTO reporting.institutions (id, version, prefecture, municipality_code, name, type, permissions) VALUES
      ('i-1', 1, '46', '46201', 'サンプル薬局', 'pharmacy', '{pharmacy}'),
      ('i-2', 1, '46', '46203', 'べつの薬局', 'pharmacy', '{}'),
      ('i-3', 1, '36', NULL, '阿波薬局', 'pharmacy', '{}')`,
  );
  await rows(
    database.adminUrl,
    `INSERT INTO reporting.institutions_names (institution, version, name)
     SELECT id, 1, name FROM reporting.institutions`,
  );
  await rows(
    database.adminUrl,
    `INSERT INTO reporting.institutions_people (id, version, role, institution, active)
     SELECT 'person-' || id, 1, 'institution', id, true FROM reporting.institutions`,
  );
});

afterAll(async () => {
  await databases.onApplicationShutdown();
  await database.drop();
});

const ownInstitutionOf = (who: SignedIn) => databases.forPerson(who, (tx) => findOwnInstitution(tx, who.institution));

const person = (claims: Omit<SignedIn, 'sub'>): SignedIn => ({ sub: 'somebody', ...claims });

describe('who sees which applications counted (R158)', () => {
  it.each([
    ['the secretariat: all', person({ role: 'secretariat' }), { waiting: 3, issued: 1 }],
    ['a prefecture: its own', person({ role: 'prefecture', prefecture: '46' }), { waiting: 2, issued: 1 }],
    [
      'a health centre: its area',
      person({ role: 'health-centre', prefecture: '46', area: ['462012'] }),
      { waiting: 1 },
    ],
    ['a municipality: itself', person({ role: 'municipality', prefecture: '46', area: ['462039'] }), { issued: 1 }],
    ['an institution: none', person({ role: 'institution', institution: 'i-1' }), {}],
    ['an official without a place: none', person({ role: 'prefecture' }), {}],
    ['ops: none', person({ role: 'ops' }), {}],
  ])('%s', async (_, who, expected) => {
    expect(Object.fromEntries(await databases.forPerson(who, countByState))).toEqual(expected);
  });
});

describe('who sees which institutions (R154, R158)', () => {
  it.each([
    ['the secretariat: all', person({ role: 'secretariat' }), ['i-1', 'i-2', 'i-3']],
    ['a prefecture: its own', person({ role: 'prefecture', prefecture: '46' }), ['i-1', 'i-2']],
    ['a health centre: its area', person({ role: 'health-centre', prefecture: '46', area: ['462012'] }), ['i-1']],
    ['a municipality: itself', person({ role: 'municipality', prefecture: '46', area: ['462039'] }), ['i-2']],
    ['an institution: itself', person({ role: 'institution', prefecture: '46', institution: 'i-1' }), ['i-1']],
    ['an institution without an id: none', person({ role: 'institution', prefecture: '46' }), []],
    ['a prefecture without its code: none', person({ role: 'prefecture' }), []],
    ['ops: none', person({ role: 'ops' }), []],
  ])('%s', async (_, who, expected) => {
    const seen = await databases.forPerson(who, async (tx) => ({
      institutions: (await tx.institution.findMany({ orderBy: { id: 'asc' } })).map(({ id }) => id),
      names: (await tx.institutionName.findMany({ orderBy: { institution: 'asc' } })).map((one) => one.institution),
      people: (await tx.person.findMany({ orderBy: { id: 'asc' } })).map(({ institution }) => institution),
    }));
    expect(seen).toEqual({ institutions: expected, names: expected, people: expected });
  });
});

describe('an institution', () => {
  it('is seen by itself, with the days of its prefecture (R52)', async () => {
    await rows(
      database.adminUrl,
      `INSERT INTO reporting.reports_windows VALUES
         ('46', 'pharmacy', 2026, '2027-01-07', '2027-02-27', NULL, '2027-01-01', 2025),
         ('36', 'pharmacy', 2026, '2027-01-06', '2027-01-31', NULL, '2027-01-01', 2025)`,
    );
    const who = person({ role: 'institution', institution: 'i-1' });
    const own = await databases.forPerson(who, async (tx) => ({
      institution: await findOwnInstitution(tx, who.institution),
      windows: await findWindows(tx, { prefecture: '46', scheme: 'pharmacy' }),
    }));
    expect(own).toMatchObject({
      institution: { id: 'i-1', name: 'サンプル薬局' },
      windows: [{ prefecture: '46', opensOn: '2027-01-07', closesOn: '2027-02-27' }],
    });
  });

  it('is nobody’s own but its own (R158)', async () => {
    expect(await ownInstitutionOf(person({ role: 'institution', institution: 'i-9' }))).toBeUndefined();
    expect(await ownInstitutionOf(person({ role: 'institution' }))).toBeUndefined();
  });
});

describe('the role that serves people', () => {
  it('sees and changes nothing of its own accord', async () => {
    const app = new pg.Client({ connectionString: database.appUrl, options: '-c search_path=reporting' });
    await app.connect();
    try {
      expect((await app.query('SELECT * FROM applications')).rows).toEqual([]);
      expect((await app.query('SELECT * FROM institutions')).rows).toEqual([]);
      for (const sql of [
        "UPDATE applications SET state = 'issued'",
        'DELETE FROM institutions',
        "UPDATE institutions_names SET name = 'x'",
        'DELETE FROM institutions_areas',
        'DELETE FROM institutions_area_municipalities',
        'DELETE FROM institutions_people',
        'DELETE FROM reports_windows',
        'DELETE FROM reports',
        'DELETE FROM reports_published',
        "UPDATE reports_history SET state = 'released'",
        "UPDATE reports_known SET source = 'x'",
        'DELETE FROM audit',
        'SELECT FROM outbox',
        'DELETE FROM outbox',
        'UPDATE outbox SET published_at = NULL',
        "UPDATE correlation_roots SET traceparent = ''",
        'DELETE FROM surveys_answers',
        "UPDATE surveys_answer_versions SET answers = '{}'",
        'DELETE FROM surveys_reminders',
        "INSERT INTO surveys_rounds VALUES ('daily', '2026-11-20', now())",
      ]) {
        await expect(app.query(sql)).rejects.toThrow(/permission denied/);
      }
    } finally {
      await app.end();
    }
  });
});
