import { forget, january, press, reporters } from './reported.js';
import { type Running, staffed } from './running.js';

let service: Running;

beforeAll(async () => {
  service = await staffed();
  await reporters(service);
});

afterAll(() => service.stop());

beforeEach(async () => {
  service.clock.set(january);
  await forget(service);
});

const path = '/report-windows/46/medical/2026';
const days = { opensOn: '2027-01-07', closesOn: '2027-02-26', referenceDay: '2027-01-01' };
const stored = () =>
  service.ask(`SELECT prefecture, opens_on::text, closes_on::text, extended_until::text, version
    FROM reporting.reports_windows`);

describe('報告期間の設定 (R52, R97)', () => {
  it('begins with the usual days, and holds for the institutions once it is set', async () => {
    const visitor = await service.visitor('official-46');
    expect((await visitor.get('/report-windows')).main).toContain('2027年1月5日');
    const set = { ...days, extendedUntil: '2027-03-19', resultsFiscalYear: '2024' };
    const done = await press(visitor, path, set, '保存');
    expect([done.status, done.h1]).toEqual([200, '報告期間の設定']);
    expect(await stored()).toEqual([
      { prefecture: '46', opens_on: '2027-01-07', closes_on: '2027-02-26', extended_until: '2027-03-19', version: 1 },
    ]);
    const institution = await service.visitor('institution');
    const { main } = await institution.get('/reports/medical');
    expect(main).toContain('2027年3月19日');
    expect(main).toContain('実績は2024年度のものです。');
    expect(await service.ask(`SELECT actor, subject FROM reporting.audit WHERE action = 'report-window.set'`)).toEqual([
      { actor: 'official-46', subject: '46' },
    ]);
  });

  it.each([
    [{ closesOn: '2027-01-06' }, '開始日以後'],
    [{ extendedUntil: '2027-02-26' }, '終了日より後'],
    [{ opensOn: '2026-03-31' }, '2026年度'],
    [{ closesOn: '2028-01-01' }, '2027年12月31日まで'],
    [{ opensOn: '2027-02-30' }, '開始日'],
  ])('refuses days that do not fit: %j', async (wrong, why) => {
    const visitor = await service.visitor('official-46');
    const page = await press(visitor, path, { ...days, ...wrong }, '保存');
    expect(page.status).toBe(422);
    expect(page.main).toContain(why);
    expect(await stored()).toEqual([]);
  });

  it('repeated is stored once; what another has set meanwhile is not overwritten', async () => {
    const [one, other] = [await service.visitor('official-46'), await service.visitor('colleague-46')];
    const [seen, alsoSeen] = [await one.get(path), await other.get(path)];
    await one.submit(seen, days, '保存');
    expect((await one.submit(seen, days, '保存')).status).toBe(200);
    expect((await other.submit(alsoSeen, { ...days, closesOn: '2027-03-01' }, '保存')).status).toBe(409);
    expect(await stored()).toMatchObject([{ closes_on: '2027-02-26', version: 1 }]);
  });

  it("another prefecture's does not exist; the secretariat sets any; municipalities none", async () => {
    const stranger = await service.visitor('official-36');
    await stranger.get('/report-windows');
    expect((await stranger.get(path)).status).toBe(404);
    expect((await stranger.send(path, days)).status).toBe(404);
    const reader = await service.visitor('reader');
    await reader.get('/');
    expect((await reader.send(path, days)).status).toBe(403);
    expect(await stored()).toEqual([]);
    await press(await service.visitor('secretariat'), path, days, '保存');
    expect(await stored()).toMatchObject([{ prefecture: '46', version: 1 }]);
  });
});
