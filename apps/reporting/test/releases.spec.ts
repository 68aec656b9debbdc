import { reportReleased, reportReturned } from '@todoke/events';
import { eventually } from '@todoke/testing';
import { forget, hospitalForm, hospitalValues, january, knew, press, reporters, statesOf } from './reported.js';
import { Databases } from '../src/persistence/databases.js';
import { publishSome } from '../src/reports/jobs/publish.js';
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
  await service.ask('TRUNCATE reporting.outbox');
});

/** A report of an institution that is reported. @returns its id */
async function put(institution = 'i-1', changes: Record<string, unknown> = {}): Promise<string> {
  const report = {
    institution,
    scheme: 'medical',
    fiscal_year: 2026,
    kind: 'yearly',
    route: 'web',
    prefecture: institution === 't-1' ? '36' : '46',
    municipality_code: institution === 't-1' ? '36201' : '46201',
    type: 'hospital',
    state: 'submitted',
    form_version: hospitalForm().version,
    version: 2,
    round: 1,
    values: hospitalValues(),
    drafted_by: 'institution',
    drafted_at: '2027-01-10T10:00:00+09:00',
    submitted_by: 'institution',
    submitted_at: '2027-01-11T10:00:00+09:00',
    ...changes,
  };
  const [row] = await service.ask<{ id: string }>(
    `INSERT INTO reporting.reports SELECT gen_random_uuid() AS id, ${columns.join(', ')}
     FROM jsonb_populate_record(NULL::reporting.reports, $1) RETURNING id`,
    [JSON.stringify(report)],
  );
  return row?.id ?? '';
}

const columns = [
  ...['institution', 'scheme', 'fiscal_year', 'kind', 'route', 'prefecture', 'municipality_code', 'type', 'state'],
  ...['form_version', 'version', 'round', 'values', 'drafted_by', 'drafted_at', 'submitted_by', 'submitted_at'],
  ...['returned_by', 'returned_at', 'reason', 'released_by', 'released_at', 'published_on'],
];

const published = () =>
  service.ask<{ institution: string; fiscal_year: number; name: string }>(
    `SELECT institution, fiscal_year, values ->> 'name' AS name FROM reporting.reports_published ORDER BY institution`,
  );

const announced = async () =>
  (await service.ask<{ envelope: object }>('SELECT envelope FROM reporting.outbox ORDER BY position')).map(
    ({ envelope }) => envelope,
  );

const official = () => service.visitor('official-46');

describe('報告の確認・公表', () => {
  it('shows a prefecture who has reported and who has not, of its own institutions', async () => {
    const id = await put();
    const page = await (await official()).get('/releases');
    expect(page.status).toBe(200);
    expect(page.html).toContain(`/releases/${id}`);
    expect(page.main).toContain('二番病院');
    expect(page.main).not.toContain('徳島の病院');
    const none = await (await official()).get('/releases?state=none');
    expect(none.main).toContain('二番病院');
    expect(none.main).not.toContain('一番病院');
  });

  it('counts by area and state, the same institutions as the list, in a picture with its table', async () => {
    await put();
    const figures = async (query = '') => {
      const { html } = await (await official()).get(`/releases${query}`);
      const table = /ごとの報告の状況([\s\S]*?)<\/table>/.exec(html)?.[1] ?? '';
      const total = /合計([\s\S]*)/.exec(table)?.[1] ?? '';
      return [...total.matchAll(/>(\d+)</g)].map(([, figure]) => Number(figure));
    };
    const [none = 0, draft, submitted, returned, released, published, all] = await figures();
    expect([draft, submitted, returned, released, published]).toEqual([0, 1, 0, 0, 0]);
    expect(all).toBe(none + 1);
    expect(await figures('?state=submitted')).toEqual([0, 0, 1, 0, 0, 0, 1]);
  });

  it('shows a report with what differs from the one before', async () => {
    await knew(service, 'i-1', hospitalValues({ phone: '0992000000' }));
    const page = await (await official()).get(`/releases/${await put()}`);
    expect([page.status, page.h1]).toEqual([200, '医療機能情報 2026年度 定期報告']);
    expect(page.main).toContain('前回から変わった項目');
    expect(page.main).toContain('0992862707');
  });

  it('does not exist for another prefecture, which changes nothing either', async () => {
    const id = await put();
    const visitor = await service.visitor('official-36');
    await visitor.get('/releases');
    expect((await visitor.get(`/releases/${id}`)).status).toBe(404);
    for (const action of ['release', 'return']) {
      expect((await visitor.send(`/releases/${id}/${action}`, { reason: '誤り' })).status).toBe(404);
    }
    const many = await visitor.send('/releases/many', { [`report-${id}`]: 'on' });
    expect(many.main).not.toContain('一番病院');
    expect((await visitor.get('/releases/not-an-id')).status).toBe(404);
    expect(await statesOf(service)).toEqual(['submitted']);
  });

  it.each(['reader', 'secretariat'])('is read by %s, who decides nothing', async (who) => {
    const id = await put();
    const visitor = await service.visitor(who);
    const page = await visitor.get(`/releases/${id}`);
    expect(page.status).toBe(200);
    expect(page.main).not.toContain('公表へ進む');
    for (const path of [`/releases/${id}/release`, `/releases/${id}/return`, '/releases/many']) {
      expect((await visitor.send(path, { reason: '誤り', [`report-${id}`]: 'on' })).status).toBe(403);
    }
    expect(await statesOf(service)).toEqual(['submitted']);
  });
});

describe('差戻し', () => {
  it('tells the institution why, once, however often it is pressed', async () => {
    const id = await put();
    const visitor = await official();
    const page = await press(visitor, `/releases/${id}/return`, { reason: '電話番号をご確認ください。' }, '差し戻す');
    expect(page.main).toContain('電話番号をご確認ください。');
    expect(await statesOf(service)).toEqual(['returned']);
    const again = await visitor.send(`/releases/${id}/return`, { reason: '別の理由' });
    expect(again.main).not.toContain('別の理由');
    const [event, ...others] = await announced();
    expect(reportReturned.parse(event).data).toMatchObject({
      institutionName: '一番病院',
      reason: '電話番号をご確認ください。',
      addresses: ['one@example.jp'],
      until: '2027-03-31',
    });
    expect(others).toEqual([]);
  });

  it('needs a reason, and is too late for what is released', async () => {
    const id = await put();
    const visitor = await official();
    expect((await press(visitor, `/releases/${id}/return`, { reason: '' }, '差し戻す')).status).toBe(422);
    await press(visitor, `/releases/${id}/release`, {}, '公表する');
    expect((await visitor.send(`/releases/${id}/return`, { reason: '誤り' })).status).toBe(409);
    expect(await statesOf(service)).toEqual(['released']);
  });
});

describe('公表 (R50, R53)', () => {
  it('of one report comes on 1 April, and its release is announced once', async () => {
    const id = await put();
    const visitor = await official();
    const page = await press(visitor, `/releases/${id}/release`, {}, '公表する');
    expect(page.main).toContain('公表予定日');
    expect((await visitor.send(`/releases/${id}/release`)).status).toBe(200);
    expect((await announced()).map((event) => reportReleased.parse(event).data)).toEqual([
      { institution: 'i-1', scheme: 'medical', year: 2026, kind: 'yearly', publishedOn: '2027-04-01' },
    ]);
    expect(await published()).toEqual([]);
  });

  it('of many is chosen from what waits, with what became of each', async () => {
    const one = await put();
    await put('i-2');
    const visitor = await official();
    const offered = await visitor.get('/releases/many');
    expect(offered.main).toContain('二番病院');
    const page = await visitor.submit(offered, {}, '選んだ報告を公表する');
    expect([page.status, page.h1]).toEqual([200, '公表の結果']);
    expect([await statesOf(service, 'i-1'), await statesOf(service, 'i-2')]).toEqual([['released'], ['released']]);
    expect((await visitor.send('/releases/many', { [`report-${one}`]: 'on' })).main).toContain(
      'すでに公表の手続きが済んでいます',
    );
    expect(await announced()).toHaveLength(2);
  });

  it('after 1 April comes at once', async () => {
    const id = await put();
    service.clock.set(new Date('2027-04-01T00:00:00+09:00'));
    const page = await press(await official(), `/releases/${id}/release`, {}, '公表する');
    expect(page.main).toContain('公表日');
    expect(await published()).toEqual([{ institution: 'i-1', fiscal_year: 2026, name: '一番病院' }]);
  });

  it('of 随時報告 corrects what is published at once', async () => {
    await publishedBefore('i-1', 2026);
    const id = await put('i-1', { kind: 'occasional', values: { ...basic(), name: '新一番病院' } });
    await press(await official(), `/releases/${id}/release`, {}, '公表する');
    expect(await published()).toEqual([{ institution: 'i-1', fiscal_year: 2026, name: '新一番病院' }]);
  });
});

const basic = () => {
  const keys = new Set(hospitalForm('occasional').items.map(({ key }) => key));
  return Object.fromEntries(Object.entries(hospitalValues()).filter(([key]) => keys.has(key)));
};

const publishedBefore = (institution: string, year: number) =>
  service.ask(
    `INSERT INTO reporting.reports_published
       (institution, scheme, type, prefecture, fiscal_year, form_version, values, published_on)
     VALUES ($1, 'medical', 'hospital', '46', $2, 1, '{"name": "前の名称"}', make_date($2 + 1, 4, 1))`,
    [institution, year],
  );

/** A round of the job, beside those that the service runs by itself. */
const round = () => publishSome(service.app.get(Databases), service.clock.now());

describe('on 1 April in Japan (R53)', () => {
  const released = {
    state: 'released',
    version: 3,
    released_by: 'official-46',
    released_at: '2027-02-01T10:00:00+09:00',
  };

  it('publishes what is released and removes who has not reported; on 31 March nothing happens', async () => {
    await publishedBefore('i-1', 2025);
    await publishedBefore('i-2', 2025);
    await put('i-1', released);
    service.clock.set(new Date('2027-03-31T23:59:59+09:00'));
    await round();
    expect((await published()).map(({ fiscal_year: year }) => year)).toEqual([2025, 2025]);
    service.clock.set(new Date('2027-04-01T00:00:00+09:00'));
    await eventually(async () => {
      await round();
      expect(await published()).toEqual([{ institution: 'i-1', fiscal_year: 2026, name: '一番病院' }]);
    });
    expect(await statesOf(service)).toEqual(['published']);
    expect(await service.ask('SELECT version, state, by FROM reporting.reports_history')).toEqual([
      { version: 4, state: 'published', by: 'publish-reports' },
    ]);
    expect(await round()).toEqual({ published: 0, removed: 0 });
  });

  it('leaves what is reported and waits for its release in the form of the year before', async () => {
    await publishedBefore('i-1', 2025);
    await put();
    service.clock.set(new Date('2027-04-01T09:00:00+09:00'));
    await round();
    expect((await published()).map(({ fiscal_year: year }) => year)).toEqual([2025]);
  });

  it('publishes each report once, however many processes do it, and with the 随時報告 since', async () => {
    await put('i-1', released);
    await put('i-2', released);
    const later = { kind: 'occasional', submitted_at: '2027-02-10T10:00:00+09:00', published_on: '2027-02-11' };
    await put('i-1', { ...released, ...later, state: 'published', values: { ...basic(), name: '新一番病院' } });
    service.clock.set(new Date('2027-04-02T09:00:00+09:00'));
    await eventually(async () => {
      await Promise.all([round(), round()]);
      expect((await published()).map(({ name }) => name)).toEqual(['新一番病院', '一番病院']);
    });
    expect(await service.ask('SELECT state FROM reporting.reports_history')).toHaveLength(2);
  });
});
