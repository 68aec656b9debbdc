import { rows } from '@todoke/testing';

/** How much there is of what. */
export interface Country {
  readonly institutions: number;
  readonly hospitals: number;
  /** Days for which every hospital has an answer to 日次調査. */
  readonly days: number;
}

/** All items of 日次調査, with figures that follow from a hospital's number. */
const daily = `jsonb_build_object(
  'outpatient', 'normal', 'inpatient', 'normal', 'emergency', 'limited', 'surgery', 'normal', 'dialysis', 'none',
  'chemo', 'none', 'restriction_note', '夜間は受け入れを制限しています。', 'doctors', 'normal', 'nurses', 'short',
  'other_staff', 'normal', 'visitors', n % 90, 'tests', n % 70, 'new_admissions', n % 5, 'in_hospital', n % 20,
  'severe', n % 3, 'icu', n % 2, 'ventilator', n % 2, 'ecmo', 0, 'secured_beds', 5 + n % 30, 'secured_severe', n % 5,
  'ready_beds', 5 + n % 20, 'ready_severe', n % 4, 'empty_beds', n % 12, 'empty_severe', n % 3, 'empty_children', n % 4,
  'empty_maternity', n % 2, 'empty_dialysis', n % 3, 'acceptance', (ARRAY['yes', 'conditional', 'no'])[1 + n % 3],
  'comment', '当直医と相談のうえ受け入れます。')`;

const good = `jsonb_build_object('stock', 1000 + n % 5000, 'used', n % 700, 'bought', n % 800, 'outlook', 'month',
  'wanted', (n % 2)::text, 'wanted_count', n % 300)`;
const device = `jsonb_build_object('owned', n % 9, 'usable', n % 8, 'in_use', n % 4)`;
const all = (names: readonly string[], cells: string): string =>
  `jsonb_build_object(${names.map((name) => `'${name}', ${cells}`).join(', ')})`;

/** All items of 週次調査. */
const weekly = `jsonb_build_object(
  'goods', ${all(['surgical_mask', 'n95', 'gown', 'face_shield', 'goggles', 'gloves', 'ethanol'], good)},
  'devices', ${all(['ventilator', 'ecmo'], device)}, 'ventilator_staff', n % 40, 'note', '特にありません。')`;

const place = `lpad((1 + n % 47)::text, 2, '0')`;

/**
 * Fills reporting's database: institutions of all prefectures, hospitals among them, each hospital with its answers.
 * @param today 'YYYY-MM-DD', the day of the newest answers
 */
export async function fillCountry(adminUrl: string, country: Country, today: string): Promise<void> {
  const ask = (sql: string, values: unknown[] = []) => rows(adminUrl, sql, values);
  await ask(
    `INSERT INTO reporting.institutions
       (id, version, prefecture, municipality_code, municipality, name, type, permissions, location, phone,
        institution_code, has_account, area, area_name, area_plan, search_key, search_key_version)
     SELECT 'b-' || n, 1, ${place}, ${place} || '201', '中央市', made.name,
            CASE WHEN n <= $2 THEN 'hospital' ELSE 'clinic' END,
            '{medical}', '中央市本町' || n, '0990' || lpad(n::text, 6, '0'), lpad(n::text, 7, '0'), true,
            ${place} || lpad((1 + n / 47 % 7)::text, 2, '0'), '第' || (1 + n / 47 % 7) || '医療圏', '8', made.name, 999
     FROM generate_series(1, $1::integer) AS n,
       LATERAL (SELECT (ARRAY['さくら', 'みどり', '中央', '南', '北', 'ひまわり'])[1 + n % 6] || '病院' || n AS name) AS made`,
    [country.institutions, country.hospitals],
  );
  await ask(
    `INSERT INTO reporting.institutions_people (id, version, role, institution, name, addresses, active)
     SELECT 'p-' || n, 1, 'institution', 'b-' || n, '佐藤 花子', ARRAY['desk' || n || '@hospital.example'], true
     FROM generate_series(1, $1::integer) AS n`,
    [country.hospitals],
  );
  await answer(adminUrl, 'daily', daily, country.hospitals, { today, days: country.days });
  await ask(
    `INSERT INTO reporting.surveys_latest
       (survey, respondent, day, prefecture, municipality_code, form_version, answers, answered_at)
     SELECT survey, respondent, day, prefecture, municipality_code, form_version, answers, answered_at
     FROM reporting.surveys_answers WHERE survey = 'daily' AND day = $1::date`,
    [today],
  );
  for (const table of ['institutions', 'surveys_answers', 'surveys_latest'])
    await ask(`VACUUM ANALYZE reporting.${table}`);
}

/**
 * Makes hospitals of all institutions, each with an answer to 週次調査: the largest file that there could be. One name
 * in a hundred has a character that CP932 does not have.
 * @returns how many there are, those of the trial among them
 */
export async function answerEverywhere(adminUrl: string, { institutions }: Country, week: string): Promise<number> {
  await rows(
    adminUrl,
    `UPDATE reporting.institutions
     SET type = 'hospital', name = CASE WHEN id LIKE 'b-%00' THEN '𠮷田' ELSE '' END || name`,
  );
  await answer(adminUrl, 'weekly', weekly, institutions, { today: week, days: 1 });
  await rows(adminUrl, 'VACUUM ANALYZE reporting.institutions');
  await rows(adminUrl, 'VACUUM ANALYZE reporting.surveys_answers');
  const [all] = await rows<{ count: number }>(adminUrl, 'SELECT count(*)::int FROM reporting.institutions');
  return all?.count ?? 0;
}

async function answer(
  adminUrl: string,
  survey: string,
  values: string,
  hospitals: number,
  { today, days }: { readonly today: string; readonly days: number },
): Promise<void> {
  await rows(
    adminUrl,
    `INSERT INTO reporting.surveys_answers
       (survey, day, respondent, prefecture, municipality_code, form_version, version, answers, answered_by,
        answered_at)
     SELECT '${survey}', $2::date - ago, 'b-' || n, ${place}, ${place} || '201', 1, 1, ${values}, 'p-' || n,
            ($2::date - ago) + time '00:00' + n % 600 * interval '1 minute' - interval '9 hours'
     FROM generate_series(1, $1::integer) AS n, generate_series(0, $3::integer - 1) AS ago`,
    [hospitals, today, days],
  );
}
