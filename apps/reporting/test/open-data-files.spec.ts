import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { jest } from '@jest/globals';
import { expectSound, type Visitor } from '@todoke/testing';
import { layouts } from '../src/open-data/domain/layouts.js';
import { readOpenData } from '../src/open-data/domain/reader.js';
import { putInstitutions } from './institutions.js';
import { putPublished } from './published.js';
import { type Running, staffed } from './running.js';

let service: Running;
let anybody: Visitor;
beforeAll(async () => {
  service = await staffed();
  anybody = await service.visitor();
  await putInstitutions(service, [
    { id: 'h-1', type: 'hospital', institutionCode: 'HNA1234' },
    { id: 'h-2', type: 'hospital', prefecture: '01', institutionCode: '0000010' },
    { id: 'h-none', type: 'hospital' },
    { id: 'c-1', type: 'clinic', institutionCode: '0000010' },
    { id: 'p-1', type: 'pharmacy', institutionCode: '99' },
    { id: 'not-published', type: 'hospital', institutionCode: '777' },
  ]);
  await service.ask(
    `INSERT INTO reporting.open_data_ids (institution, scheme, id, as_of)
     VALUES ('h-1', 'medical', '461hna1234', '2025-06-01')`,
  );
  const hospital = { name: '城山病院', prefecture_code: '46', city_code: '201', latitude: 31.5, longitude: 130.55 };
  await putPublished(service, [
    {
      institution: 'h-1',
      values: {
        ...{ ...hospital, closed_weekly: { mon: { open: '1' }, sun: { open: '0' } }, closed_other: '年末年始\nお盆' },
        ...{ beds_general: 60, founder_name: '公表しない人' },
        departments: [{ code: '01991', name: '漢方内科', slot: '2', mon_open: '09:00', mon_close: '12:00' }],
      },
    },
    { institution: 'h-2', prefecture: '01', values: { name: '札幌の"病院", 本院', prefecture_code: '01' } },
    { institution: 'h-none', values: { ...hospital, name: '機関コードのない病院' } },
    { institution: 'c-1', type: 'clinic', values: { name: 'さくら診療所', prefecture_code: '46' } },
    { institution: 'p-1', type: 'pharmacy', values: { name: 'さくら薬局', prefecture_code: '46' } },
  ]);
});
afterAll(() => service.stop());

const hospitals = '/open-data/01-1_hospital_facility_info.csv';

async function rowsOf(path: string): Promise<(readonly string[])[]> {
  const { status, bytes } = await anybody.once(path);
  expect(status).toBe(200);
  async function* whole() {
    yield bytes;
  }
  const rows: (readonly string[])[] = [];
  for await (const part of readOpenData(whole())) {
    for (const { cells, faults } of part.rows) {
      expect(faults).toEqual([]);
      rows.push(cells);
    }
  }
  return rows;
}

describe('the files of the open data', () => {
  it('are there for everybody, in the form of the ministry', async () => {
    const { headers, bytes } = await anybody.once(hospitals);
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(headers.get('content-disposition')).toBe('attachment; filename="01-1_hospital_facility_info_20261120.csv"');
    expect(headers.get('set-cookie')).toBeNull();
    const lines = bytes.toString('utf8').split('\r\n');
    expect(lines[0]?.startsWith('\uFEFF"ID","正式名称",')).toBe(true);
    expect(lines[1]?.startsWith('"0110000010","札幌の""病院"", 本院",')).toBe(true);
    expect(lines.slice(3)).toEqual(['']);
  });

  it('have what is published of one kind of institution, under its ID, and nothing else', async () => {
    const [sapporo = [], shiroyama = [], ...others] = await rowsOf(hospitals);
    expect(others).toEqual([]);
    expect(sapporo[0]).toBe('0110000010');
    expect(shiroyama.slice(0, 2)).toEqual(['461hna1234', '城山病院']);
    expect(shiroyama.slice(6, 12)).toEqual(['1', '46', '201', '', '31.5', '130.55']);
    expect([shiroyama[13], shiroyama[19], shiroyama[56]]).toEqual(['1', '0', '年末年始（改行）お盆']);
    expect(shiroyama.slice(57)).toEqual(['60', '', '', '', '', '', '', '60']);
    expect(shiroyama.join()).not.toContain('公表しない人');
    expect((await rowsOf('/open-data/05_pharmacy.csv')).map(([id]) => id)).toEqual(['46599']);
    expect((await rowsOf('/open-data/02-1_clinic_facility_info.csv')).map(([id]) => id)).toEqual(['4620000010']);
    const hours = await rowsOf('/open-data/01-2_hospital_speciality_hours.csv');
    expect(hours.map((cells) => cells.slice(0, 6))).toEqual([
      ['461hna1234', '01991', '漢方内科', '1', '', ''],
      ['461hna1234', '01991', '漢方内科', '2', '09:00', '12:00'],
      ['461hna1234', '01991', '漢方内科', '3', '', ''],
    ]);
  });

  it('are all there, also where nothing is published', async () => {
    for (const { slug, columns } of layouts) {
      const { status, html } = await anybody.once(`/open-data/${slug}.csv`);
      expect([slug, status]).toEqual([slug, 200]);
      expect(html.split('\r\n')[0]?.split(',')).toHaveLength(columns.length);
    }
  });

  it('are sent again only where something has changed', async () => {
    const first = await anybody.once(hospitals);
    const tag = first.headers.get('etag') ?? '';
    expect(tag).toMatch(/^"[\w-]{22}"$/);
    expect(first.headers.get('cache-control')).toBe('public, max-age=3600');
    const again = await anybody.once(hospitals, { headers: { 'if-none-match': `"other", W/${tag}` } });
    expect([again.status, again.bytes.length]).toEqual([304, 0]);
    const changes = [
      `UPDATE reporting.reports_published SET values = values || '{"beds_general": 61}' WHERE institution = 'h-1'`,
      `UPDATE reporting.institutions SET institution_code = '0000011', version = version + 1 WHERE id = 'h-2'`,
      `DELETE FROM reporting.open_data_ids WHERE institution = 'h-1'`,
      `DELETE FROM reporting.reports_published WHERE institution = 'h-2'`,
    ];
    const tags = new Set([tag]);
    for (const change of changes) {
      await service.ask(change);
      const answer = await anybody.once(hospitals, { headers: { 'if-none-match': tag } });
      expect([change, answer.status]).toEqual([change, 200]);
      tags.add(answer.headers.get('etag') ?? '');
    }
    expect(tags.size).toBe(changes.length + 1);
    const clinics = await anybody.once('/open-data/02-1_clinic_facility_info.csv');
    expect(tags).not.toContain(clinics.headers.get('etag'));
  });

  it('tell their state without themselves', async () => {
    const { headers } = await anybody.once(hospitals);
    const head = await anybody.once(hospitals, { method: 'HEAD' });
    expect([head.status, head.bytes.length, head.headers.get('etag')]).toEqual([200, 0, headers.get('etag')]);
  });

  it('have no others beside them', async () => {
    for (const path of ['/open-data/x.csv', '/open-data/04_maternity_home', '/open-data/..csv', '/open-data/%00.csv']) {
      const answer = await anybody.once(path);
      expect([path, answer.status]).toEqual([path, 404]);
      expectSound(answer);
    }
    expect((await anybody.once(hospitals, { method: 'POST' })).status).toBe(405);
  });
});

describe('a file that cannot be finished', () => {
  it('never looks whole', async () => {
    await service.ask(
      `INSERT INTO reporting.institutions (id, version, prefecture, name, type, permissions, institution_code)
       SELECT 'm-' || n, 1, '46', '助産所' || n, 'midwifery-centre', '{}', n FROM generate_series(1, 6000) AS n`,
    );
    await service.ask(
      `INSERT INTO reporting.reports_published
         (institution, scheme, type, prefecture, fiscal_year, form_version, values, published_on)
       SELECT 'm-' || n, 'medical', 'midwifery-centre', '46', 2025, 1,
              jsonb_build_object('name', '助産所' || n, 'closed_other', repeat('休', 1500)), '2026-04-01'
       FROM generate_series(1, 6000) AS n`,
    );
    const broken = jest.fn();
    const asked = request(new URL('/open-data/04_maternity_home.csv', anybody.base)).end();
    asked.on('error', broken);
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    answer.on('error', broken);
    const closed = new Promise((resolve) => answer.once('close', resolve));
    expect(answer.statusCode).toBe(200);
    const [first] = (await once(answer, 'data')) as [Buffer];
    answer.pause();
    expect(first.length).toBeGreaterThan(0);
    const ended = await service.ask<{ ended: boolean }>(
      `SELECT pg_terminate_backend(pid) AS ended FROM pg_stat_activity
       WHERE datname = current_database() AND query LIKE '%FETCH FORWARD%' AND pid <> pg_backend_pid()`,
    );
    expect(ended).toEqual([{ ended: true }]);
    answer.resume();
    await closed;
    expect(broken).toHaveBeenCalled();
    expect(answer.complete).toBe(false);
  });
});
