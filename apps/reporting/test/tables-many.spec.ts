import type { Answer, Visitor } from '@todoke/testing';
import { type Running, staffed } from './running.js';

let service: Running;
let official: Visitor;

/** Hospitals from one number to another, each with 10 secured and 3 empty beds. */
async function fill(from: number, to: number): Promise<void> {
  await service.ask(
    `INSERT INTO reporting.institutions
       (id, version, prefecture, municipality_code, name, type, permissions, area, area_name, search_key)
     SELECT 'm-' || n, 1, '46', '46201', '病院' || lpad(n::text, 5, '0'), 'hospital', '{}', '4601', '鹿児島', '病院' || n
     FROM generate_series($1::integer, $2::integer) AS n`,
    [from, to],
  );
  await service.ask(
    `INSERT INTO reporting.surveys_latest
       (survey, respondent, day, prefecture, municipality_code, form_version, answers, answered_at)
     SELECT 'daily', 'm-' || n, '2026-11-20', '46', '46201', 1, '{"secured_beds": 10, "empty_beds": 3}', '2026-11-20'
     FROM generate_series($1::integer, $2::integer) AS n`,
    [from, to],
  );
}

beforeAll(async () => {
  service = await staffed();
  official = await service.visitor('official-46');
  await fill(1, 2_000);
});
afterAll(() => service.stop());

const notice = '表示できるのは最初の2,000件まで';
const countOn = ({ main }: Answer): string | undefined => /該当する医療機関：(\S+)/.exec(main)?.[1];

async function rowsInFile(key: string): Promise<number> {
  const path = `/tables/${key}/export`;
  await official.get(path);
  const file = await official.send(path, { view: 'details', format: 'csv', encoding: 'cp932' });
  return file.bytes.toString('latin1').split('\r\n').length - 2;
}

/** The last page that 次へ leads to, and how many rows all of them have. */
async function walk(path: string): Promise<{ rows: number; last: Answer }> {
  let page = await official.get(path);
  let rows = 0;
  for (;;) {
    rows += [...page.html.matchAll(/<th scope="row"><a /g)].length;
    const next = /href="([^"]*)" rel="next"/.exec(page.html)?.[1];
    if (next === undefined) return { rows, last: page };
    page = await official.get(next.replaceAll('&amp;', '&').replaceAll('&#x3D;', '='));
  }
}

const keys = ['beds', 'beds-full', 'daily-answers'];

it('2,000 rows are shown, and nothing is said of more (R144)', async () => {
  for (const key of keys) {
    const page = await official.get(`/tables/${key}`);
    expect([key, countOn(page), page.main.includes(notice)]).toEqual([key, '2,000件', false]);
    expect([key, await rowsInFile(key)]).toEqual([key, 2_000]);
  }
  expect((await walk('/tables/beds')).rows).toBe(2_000);
});

it('of 2,001 the first 2,000 are shown, with the notice, and the file has all (R144, R147)', async () => {
  await fill(2_001, 2_001);
  for (const key of keys) {
    const page = await official.get(`/tables/${key}`);
    expect([key, countOn(page), page.main.includes(notice)]).toEqual([key, '2,000件以上', true]);
    expect([key, await rowsInFile(key)]).toEqual([key, 2_001]);
  }
  const { rows, last } = await walk('/tables/beds');
  expect(rows).toBe(2_000);
  expect(last.main).toContain('病院02000');
  expect(last.main).not.toContain('病院02001');
  // The picture is of all.
  expect(last.main).toContain('鹿児島 空床 6,003 ／確保 20,010');
});
