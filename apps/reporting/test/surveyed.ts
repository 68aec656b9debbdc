import { matchKey } from '@todoke/japan';
import type { Running } from './running.js';

/** The round of `november`, and the days before. */
export const today = '2026-11-20';
export const yesterday = '2026-11-19';
export const monday = '2026-11-16';

/** A whole answer to 日次調査, as it is stored. */
export const dailyAnswer = {
  outpatient: 'normal',
  inpatient: 'normal',
  emergency: 'normal',
  surgery: 'normal',
  doctors: 'normal',
  nurses: 'short',
  other_staff: 'normal',
  visitors: 12,
  tests: 8,
  new_admissions: 1,
  in_hospital: 7,
  severe: 1,
  icu: 1,
  ventilator: 0,
  secured_beds: 20,
  secured_severe: 2,
  ready_beds: 15,
  ready_severe: 2,
  empty_beds: 8,
  empty_severe: 1,
  acceptance: 'yes',
};

/** Columns of the table, but for `area`: code and name. */
interface Seeded extends Readonly<Record<string, unknown>> {
  readonly name: string;
  readonly area?: readonly string[];
}

const usual = { version: 1, prefecture: '46', type: 'hospital', permissions: [], known_since: '2020-01-01' };
const kagoshima = { municipality_code: '46201', municipality: '鹿児島市', area: ['4601', '鹿児島'] };
const kanoya = { municipality_code: '46203', municipality: '鹿屋市', area: ['4610', '肝属'] };
const tokushima = { prefecture: '36', municipality_code: '36201', municipality: '徳島市', area: ['3601', '東部'] };

const institutions: readonly Seeded[] = [
  { ...kagoshima, id: 'i-1', name: '一番病院', phone: '099-200-0001', location: '鹿児島県鹿児島市1' },
  { ...kagoshima, id: 'i-2', name: '二番病院', phone: '099-200-0002', location: '鹿児島県鹿児島市2' },
  { ...kagoshima, id: 'i-3', name: '三番病院' },
  { ...kanoya, id: 'i-4', name: '四番病院', phone: '0994-20-0004' },
  { ...kanoya, id: 'i-5', name: '五番病院', phone: '0994-20-0005' },
  { id: 'i-6', name: 'Ａ６病院', known_since: '2026-11-20' },
  { ...kagoshima, id: 'i-7', name: '七番病院', known_since: '2026-11-21' },
  { ...kagoshima, id: 'i-8', name: '八番病院', closed_on: '2026-11-20' },
  { ...kagoshima, id: 'i-9', name: '九番薬局', type: 'pharmacy' },
  { ...tokushima, id: 't-1', name: '徳島の病院', phone: '088-600-0001' },
];

/**
 * Hospitals of two prefectures and others that owe nothing:
 *
 * - `i-1` to `i-3` in 鹿児島市 (area 4601), `i-4` and `i-5` in 鹿屋市 (4610), `i-6` of no known area, `t-1` in 徳島市 (3601);
 * - `i-7` became known only tomorrow, `i-8` is closed, `i-9` is a pharmacy.
 *
 * `i-2`, `i-4` and `t-1` have answered today; `i-1` has an account with an address, and so have `i-3` and `i-5`.
 */
export async function hospitals({ ask }: Pick<Running, 'ask'>): Promise<void> {
  await ask(
    `INSERT INTO reporting.institutions_areas (plan, code, name, prefecture, valid_from, search_key)
     VALUES ('8', '4601', '鹿児島', '46', '2024-04-01', '鹿児島'), ('8', '4610', '肝属', '46', '2024-04-01', '肝属'),
            ('8', '3601', '東部', '36', '2024-04-01', '東部')`,
  );
  await ask(
    `INSERT INTO reporting.institutions_area_municipalities (plan, municipality, code)
     VALUES ('8', '46201', '4601'), ('8', '46203', '4610'), ('8', '36201', '3601')`,
  );
  for (const { area = [], ...facts } of institutions) {
    const row = { ...usual, ...facts, search_key: matchKey(facts.name) };
    const placed = { ...row, area: area[0] ?? '', area_name: area[1] ?? '', area_plan: area.length > 0 ? '8' : '' };
    const columns = Object.keys(placed);
    await ask(
      `INSERT INTO reporting.institutions (${columns.join(', ')}) SELECT ${columns.join(', ')}
       FROM jsonb_populate_record(NULL::reporting.institutions, $1)`,
      [JSON.stringify(placed)],
    );
  }
  await ask(
    `INSERT INTO reporting.institutions_people (id, version, role, prefecture, institution, name, addresses, active)
     VALUES
       ('institution', 1, 'institution', '46', 'i-1', '一番病院', '{one@example.jp}', true),
       ('p-3', 1, 'institution', '46', 'i-3', '三番病院', '{three@example.jp,second@example.jp}', true),
       ('p-5', 1, 'institution', '46', 'i-5', '五番病院', '{five@example.jp}', true),
       ('official-46', 1, 'prefecture', '46', NULL, '鹿児島県担当者', '{}', true)`,
  );
  for (const day of [yesterday, today]) {
    await ask(`INSERT INTO reporting.surveys_rounds VALUES ('daily', $1, now()) ON CONFLICT DO NOTHING`, [day]);
  }
  for (const institution of ['i-2', 'i-4', 't-1']) await answered({ ask }, 'daily', today, institution, dailyAnswer);
}

/** An answer that was given, with its version. */
export async function answered(
  { ask }: Pick<Running, 'ask'>,
  survey: string,
  day: string,
  respondent: string,
  answers: object,
): Promise<void> {
  const place = /^\d{2}$/.test(respondent)
    ? [{ prefecture: respondent, municipality_code: null }]
    : await ask<{ prefecture: string; municipality_code: string | null }>(
        'SELECT prefecture, municipality_code FROM reporting.institutions WHERE id = $1',
        [respondent],
      );
  const { prefecture, municipality_code: municipality } = place[0] ?? {};
  const facts = [survey, day, respondent, JSON.stringify(answers)];
  await ask(
    `INSERT INTO reporting.surveys_answers
       (survey, day, respondent, answers, prefecture, municipality_code, form_version, version, answered_by,
        answered_at)
     VALUES ($1, $2, $3, $4, $5, $6, 1, 1, 'somebody', $2::date + interval '1 hour')`,
    [...facts, prefecture, municipality],
  );
  await ask(
    `INSERT INTO reporting.surveys_answer_versions
       (survey, day, respondent, answers, version, form_version, answered_by, answered_at)
     VALUES ($1, $2, $3, $4, 1, 1, 'somebody', $2::date + interval '1 hour')`,
    facts,
  );
}
