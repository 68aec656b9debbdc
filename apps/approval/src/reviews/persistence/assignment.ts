import type { InstitutionType } from '@todoke/lifecycle';
import type { Transaction } from '../../persistence/databases.js';
import type { Assignable, AssignmentRule } from '../domain/assignment.js';

interface RuleRow {
  readonly id: string;
  readonly prefecture: string;
  readonly type: string | null;
  readonly municipalities: string[] | null;
  readonly assignee: string;
}

const fromRow = ({ type, municipalities, ...rule }: RuleRow): AssignmentRule => ({
  ...rule,
  type: (type ?? undefined) as InstitutionType | undefined,
  municipalities: municipalities ?? undefined,
});

/** The rules of some prefectures, in the order in which they were made. */
export async function rulesOf(tx: Transaction, prefectures: readonly string[]): Promise<readonly AssignmentRule[]> {
  const rows = await tx.$queryRaw<RuleRow[]>`
    SELECT id, prefecture, institution_type AS type, municipality_codes AS municipalities, assignee
    FROM assignment_rules WHERE prefecture = ANY (${[...new Set(prefectures)]}::text[]) ORDER BY id`;
  return rows.map(fromRow);
}

/** Stores a rule in the place of one for the same type and municipalities. */
export async function putRule(tx: Transaction, rule: AssignmentRule): Promise<void> {
  const { id, prefecture, type = null, municipalities, assignee } = rule;
  const codes = municipalities === undefined ? null : [...municipalities].sort();
  await tx.$executeRaw`
    DELETE FROM assignment_rules WHERE prefecture = ${prefecture}
      AND institution_type IS NOT DISTINCT FROM ${type}::text
      AND municipality_codes IS NOT DISTINCT FROM ${codes}::text[]`;
  await tx.$executeRaw`
    INSERT INTO assignment_rules (id, prefecture, institution_type, municipality_codes, assignee)
    VALUES (${id}::uuid, ${prefecture}, ${type}, ${codes}::text[], ${assignee})`;
}

/** @returns whether there was one */
export async function deleteRule(tx: Transaction, id: string): Promise<boolean> {
  return (await tx.$executeRaw`DELETE FROM assignment_rules WHERE id = ${id}::uuid`) > 0;
}

/** Applications that wait and that nobody looks after, the oldest first. */
export const unassigned = (tx: Transaction, prefecture: string, after: string, limit: number): Promise<Assignable[]> =>
  tx.$queryRaw<Assignable[]>`
    SELECT number, prefecture, institution_type AS type, municipality_code AS "municipalityCode" FROM reviews
    WHERE prefecture = ${prefecture} AND state = 'waiting' AND assignee IS NULL AND number > ${after}
    ORDER BY number LIMIT ${limit}`;

export async function findAssignee(tx: Transaction, number: string): Promise<string | undefined> {
  const [row] = await tx.$queryRaw<{ assignee: string | null }[]>`
    SELECT assignee FROM reviews WHERE number = ${number}`;
  return row?.assignee ?? undefined;
}

/** Says who looks after applications: number → subject, or null for nobody. */
export async function saveAssignees(tx: Transaction, assignees: ReadonlyMap<string, string | null>): Promise<void> {
  if (assignees.size === 0) return;
  await tx.$executeRaw`
    UPDATE reviews SET assignee = news.assignee
    FROM unnest(${[...assignees.keys()]}::text[], ${[...assignees.values()]}::text[]) AS news (number, assignee)
    WHERE reviews.number = news.number`;
}
