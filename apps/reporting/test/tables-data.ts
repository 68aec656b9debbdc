import { matchKey } from '@todoke/japan';
import type { Running } from './running.js';

/** A hospital of a test, and what it last answered. */
export interface TestHospital {
  readonly id: string;
  readonly name: string;
  readonly prefecture?: string;
  readonly municipalityCode?: string;
  readonly area?: string;
  readonly areaName?: string;
  readonly type?: string;
  readonly phone?: string;
  readonly mail?: string;
  readonly answers?: Readonly<Record<string, unknown>>;
  readonly answeredAt?: string;
}

const kagoshima = { prefecture: '46', municipalityCode: '46201', area: '4601', areaName: '鹿児島' };

/** Puts hospitals in place, with their latest answers; the answer is also one to the round of its day. */
export async function putHospitals({ ask }: Running, ...hospitals: readonly TestHospital[]): Promise<void> {
  for (const hospital of hospitals) {
    const { id, name, type = 'hospital', phone, mail, answers, answeredAt } = hospital;
    const { prefecture, municipalityCode, area, areaName } = { ...kagoshima, ...hospital };
    await ask(
      `INSERT INTO reporting.institutions
         (id, version, prefecture, municipality_code, municipality, name, type, permissions, phone, institution_code,
          area, area_name, area_plan, search_key, search_key_version)
       VALUES ($1, 1, $2, $3, '市', $4, $5, '{medical}', $6, '01' || $1, $7, $8, '8', $9, 999)`,
      [id, prefecture, municipalityCode, name, type, phone ?? null, area, areaName, matchKey(name)],
    );
    if (mail !== undefined) {
      await ask(
        `INSERT INTO reporting.institutions_people (id, version, role, institution, name, addresses, active)
         VALUES ($1, 1, 'institution', $2, '佐藤 花子', ARRAY[$3], true)`,
        [`person-${id}`, id, mail],
      );
    }
    if (answers === undefined || answeredAt === undefined) continue;
    const told = [id, prefecture, municipalityCode, JSON.stringify(answers), answeredAt];
    await ask(
      `INSERT INTO reporting.surveys_latest
         (survey, respondent, day, prefecture, municipality_code, form_version, answers, answered_at)
       VALUES ('daily', $1, ($5::timestamptz AT TIME ZONE 'Asia/Tokyo')::date, $2, $3, 1, $4, $5::timestamptz)`,
      told,
    );
    await ask(
      `INSERT INTO reporting.surveys_answers
         (survey, day, respondent, prefecture, municipality_code, form_version, version, answers, answered_by,
          answered_at)
       VALUES ('daily', ($5::timestamptz AT TIME ZONE 'Asia/Tokyo')::date, $1, $2, $3, 1, 1, $4, 'p', $5::timestamptz)`,
      told,
    );
  }
}

/** 二次医療圏 of the tests. */
export const putAreas = ({ ask }: Running): Promise<unknown> =>
  ask(
    `INSERT INTO reporting.institutions_areas (plan, code, name, search_key, prefecture, valid_from)
     VALUES ('8', '4601', '鹿児島', '鹿児島', '46', '2024-04-01'), ('8', '4609', '肝属', '肝属', '46', '2024-04-01'),
            ('8', '3601', '東部', '東部', '36', '2024-04-01')`,
  );
