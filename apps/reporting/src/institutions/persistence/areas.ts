import { type Day, matchKey } from '@todoke/japan';
import type { Transaction } from '../../persistence/databases.js';
import { isOfficial, type MedicalArea, medicalPlans } from '../domain/medical-area.js';

export type PresentArea = Pick<MedicalArea, 'plan' | 'code' | 'name' | 'prefecture'>;

/** The areas of the plan in force on a day, in the order of their codes; of one prefecture where one is given. */
export function findAreas(tx: Transaction, day: Day, prefecture?: string): Promise<PresentArea[]> {
  const on = new Date(day);
  return tx.medicalArea.findMany({
    where: {
      validFrom: { lte: on },
      OR: [{ validUntil: null }, { validUntil: { gte: on } }],
      ...(prefecture !== undefined && { prefecture }),
    },
    select: { plan: true, code: true, name: true, prefecture: true },
    orderBy: { code: 'asc' },
  });
}

/** The area of each municipality by the plan in force on a day. */
export async function areasOf(
  tx: Transaction,
  municipalities: readonly string[],
  day: Day,
): Promise<ReadonlyMap<string, PresentArea>> {
  const rows = await tx.$queryRaw<(PresentArea & { municipality: string })[]>`
    SELECT municipality, plan, code, name, prefecture
    FROM institutions_area_municipalities JOIN institutions_areas USING (plan, code)
    WHERE municipality = ANY (${[...new Set(municipalities)]}::text[])
      AND valid_from <= ${day}::date AND (valid_until IS NULL OR valid_until >= ${day}::date)`;
  return new Map(rows.map(({ municipality, ...area }) => [municipality, area]));
}

/** How many rows an import added, changed and removed. */
export interface AreaChanges {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
}

/**
 * Makes the stored areas those that are given: what is missing is added, what differs is changed, what is not among
 * them is removed. Others of the same prefecture only: a file of some prefectures leaves those of the others.
 */
export async function replaceAreas(
  tx: Transaction,
  areas: readonly MedicalArea[],
): Promise<{ areas: AreaChanges; municipalities: AreaChanges }> {
  await tx.$executeRaw`LOCK TABLE institutions_areas IN SHARE ROW EXCLUSIVE MODE`;
  const rows = areas.map((area) => {
    const plan: { validFrom?: Day; validUntil?: Day } = medicalPlans.find(({ key }) => key === area.plan) ?? {};
    return { ...area, ...plan, searchKey: matchKey(area.name), official: isOfficial(area) };
  });
  const [ofAreas] = await tx.$queryRaw<AreaChanges[]>`
    WITH told AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS told (
        plan text, code text, name text, "searchKey" text, prefecture text, "validFrom" date, "validUntil" date,
        official boolean)),
    merged AS (
      MERGE INTO institutions_areas AS known USING told ON known.plan = told.plan AND known.code = told.code
      WHEN MATCHED AND (known.name, known.search_key, known.valid_from, known.valid_until, known.official)
        IS DISTINCT FROM (told.name, told."searchKey", told."validFrom", told."validUntil", told.official)
        THEN UPDATE SET name = told.name, search_key = told."searchKey", valid_from = told."validFrom",
          valid_until = told."validUntil", official = told.official
      WHEN NOT MATCHED THEN INSERT (plan, code, name, search_key, prefecture, valid_from, valid_until, official)
        VALUES (told.plan, told.code, told.name, told."searchKey", told.prefecture, told."validFrom",
          told."validUntil", told.official)
      RETURNING merge_action() AS action)
    SELECT count(*) FILTER (WHERE action = 'INSERT')::int AS added,
           count(*) FILTER (WHERE action = 'UPDATE')::int AS changed, 0 AS removed FROM merged`;
  const places = areas.flatMap(({ plan, code, municipalities }) =>
    municipalities.map((municipality) => ({ plan, code, municipality })),
  );
  const [ofMunicipalities] = await tx.$queryRaw<AreaChanges[]>`
    WITH told AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(places)}::jsonb)
        AS told (plan text, code text, municipality text)),
    merged AS (
      MERGE INTO institutions_area_municipalities AS known USING told
        ON known.plan = told.plan AND known.municipality = told.municipality
      WHEN MATCHED AND known.code <> told.code THEN UPDATE SET code = told.code
      WHEN NOT MATCHED THEN INSERT (plan, municipality, code) VALUES (told.plan, told.municipality, told.code)
      WHEN NOT MATCHED BY SOURCE AND EXISTS (
        SELECT FROM told WHERE told.plan = known.plan AND left(told.municipality, 2) = left(known.municipality, 2))
        THEN DELETE
      RETURNING merge_action() AS action)
    SELECT count(*) FILTER (WHERE action = 'INSERT')::int AS added,
           count(*) FILTER (WHERE action = 'UPDATE')::int AS changed,
           count(*) FILTER (WHERE action = 'DELETE')::int AS removed FROM merged`;
  const removed = await tx.$executeRaw`
    DELETE FROM institutions_areas AS area WHERE NOT EXISTS (
      SELECT FROM institutions_area_municipalities AS of WHERE of.plan = area.plan AND of.code = area.code)`;
  const none = { added: 0, changed: 0, removed: 0 };
  return { areas: { ...(ofAreas ?? none), removed }, municipalities: ofMunicipalities ?? none };
}

/**
 * Gives each institution the area of its municipality by the plan in force on a day, in one statement. Rows are locked
 * in the order of their ids, as everywhere. Where no plan is in force nothing changes.
 * @returns how many have another area now
 */
export const renewAreas = (tx: Transaction, day: Day): Promise<number> =>
  tx.$executeRaw`
    WITH present AS (
      SELECT municipality, plan, code, name
      FROM institutions_area_municipalities JOIN institutions_areas USING (plan, code)
      WHERE valid_from <= ${day}::date AND (valid_until IS NULL OR valid_until >= ${day}::date)),
    moved AS (
      SELECT id, coalesce(code, '') AS code, coalesce(present.name, '') AS name, coalesce(plan, '') AS plan
      FROM institutions LEFT JOIN present ON municipality_code = present.municipality
      WHERE EXISTS (SELECT FROM present) AND (area, area_name, area_plan)
        IS DISTINCT FROM (coalesce(code, ''), coalesce(present.name, ''), coalesce(plan, ''))
      ORDER BY id FOR NO KEY UPDATE OF institutions)
    UPDATE institutions SET area = moved.code, area_name = moved.name, area_plan = moved.plan
    FROM moved WHERE institutions.id = moved.id`;
