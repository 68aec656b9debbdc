import { Databases } from '../src/persistence/databases.js';
import { forget, hospitalValues, january, knew, press, reporters } from './reported.js';
import { type Running, staffed } from './running.js';

let service: Running;
let report: string;

const scheme = '/reports/medical';
const yearly = `${scheme}/yearly`;

beforeAll(async () => {
  service = await staffed();
  service.clock.set(january);
  await reporters(service);
  await forget(service);
  await knew(service, 'i-1', hospitalValues());
  await knew(service, 't-1', hospitalValues());
  await press(await service.visitor('institution'), scheme, {}, '定期報告を始める');
  const [row] = await service.ask<{ id: string }>('SELECT id FROM reporting.reports');
  report = row?.id ?? '';
  await service.ask(
    `INSERT INTO reporting.reports (institution, scheme, fiscal_year, kind, route, prefecture, type, state,
       form_version, version, round, values, drafted_by, drafted_at, submitted_by, submitted_at)
     SELECT 't-1', scheme, fiscal_year, kind, route, '36', type, 'submitted', form_version, 2, 1,
       '{"name": "徳島の病院"}', 'somebody', now(), 'somebody', now() FROM reporting.reports`,
  );
});

afterAll(() => service.stop());

const paths = [scheme, yearly, `${yearly}/basic`, `${yearly}/confirm`, `${yearly}/complete`, `${yearly}/pdf`];

describe('who fills in a report (R158)', () => {
  it.each(['official-46', 'centre-46', 'reader', 'secretariat', 'ops'])('not %s', async (sub) => {
    const visitor = await service.visitor(sub);
    for (const path of paths) expect((await visitor.get(path)).status).toBe(403);
    for (const path of [yearly, `${yearly}/take-back`, `${yearly}/basic`, `${yearly}/confirm`]) {
      expect((await visitor.post(path)).status).toBe(403);
    }
  });

  it('the institution, its own', async () => {
    const visitor = await service.visitor('institution');
    for (const path of paths) expect([path, (await visitor.get(path)).status]).toEqual([path, 200]);
    expect((await visitor.get(`${scheme}/history/${report}`)).status).toBe(200);
  });

  it("no other's: the report of another institution is nowhere", async () => {
    const [other] = await service.ask<{ id: string }>(`SELECT id FROM reporting.reports WHERE institution = 't-1'`);
    const visitor = await service.visitor('institution');
    expect((await visitor.get(`${scheme}/history/${other?.id}`)).status).toBe(404);
    expect((await visitor.get(`/reports/pharmacy/history/${report}`)).status).toBe(404);
    for (const junk of ['x', '00000000-0000-4000-8000-000000000000', "'", '%00']) {
      expect([404, 400]).toContain((await visitor.get(`${scheme}/history/${junk}`)).status);
    }
  });

  it('nobody without the permission, not even by the address', async () => {
    const visitor = await service.visitor('institution');
    for (const path of ['new', 'new/basic', 'new/confirm', 'new/pdf']) {
      expect((await visitor.get(`/reports/pharmacy/${path}`)).status).toBe(403);
    }
    await visitor.get(scheme);
    expect((await visitor.send('/reports/pharmacy/new')).status).toBe(403);
    const unknown = await service.visitor('new-institution');
    expect((await unknown.get(`${scheme}/new`)).status).toBe(403);
  });

  it('what there is not is missing', async () => {
    const visitor = await service.visitor('institution');
    for (const path of [`${scheme}/x`, `${yearly}/x`, '/reports/x', `${scheme}/new`, `${scheme}/occasional/basic`]) {
      expect([path, (await visitor.get(path)).status]).toEqual([path, 404]);
    }
  });
});

describe('what the database shows of drafts', () => {
  it('is nothing to officials: they read that it is under way, and not what is being typed', async () => {
    const [counted] = await service.ask<{ drafts: number }>(
      'SELECT count(*)::int AS drafts FROM reporting.reports_drafts',
    );
    expect(counted).toEqual({ drafts: 1 });
    const official = { sub: 'official-46', role: 'prefecture', prefecture: '46' } as const;
    const other = { sub: 'official-36', role: 'prefecture', prefecture: '36' } as const;
    const seen = (who: typeof official | typeof other) =>
      service.app.get(Databases).forPerson(who, async (tx) => ({
        reports: (await tx.report.findMany({ orderBy: { institution: 'asc' } })).map(({ institution }) => institution),
        drafts: await tx.reportDraft.count(),
        steps: await tx.reportStep.count(),
        known: await tx.knownFacts.count(),
      }));
    expect(await seen(official)).toEqual({ reports: ['i-1'], drafts: 0, steps: 1, known: 2 });
    expect(await seen(other)).toEqual({ reports: ['t-1'], drafts: 0, steps: 0, known: 0 });
  });
});
