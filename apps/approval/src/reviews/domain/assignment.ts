import type { InstitutionType } from '@todoke/lifecycle';
import { decides, type Official } from './official.js';
import type { Review } from './review.js';

/** Who looks after which applications of a prefecture. */
export interface AssignmentRule {
  readonly id: string;
  readonly prefecture: string;
  /** Absent: all types. */
  readonly type?: InstitutionType | undefined;
  /** Municipality codes, five digits each; absent: all municipalities. */
  readonly municipalities?: readonly string[] | undefined;
  /** Subject of the official or health centre. */
  readonly assignee: string;
}

/** What a rule looks at. */
export interface Assignable {
  readonly number: string;
  readonly prefecture: string;
  readonly type: string;
  readonly municipalityCode?: string | undefined;
}

const applies = (rule: AssignmentRule, { prefecture, type, municipalityCode }: Assignable): boolean =>
  rule.prefecture === prefecture &&
  (rule.type === undefined || rule.type === type) &&
  (rule.municipalities === undefined ||
    (municipalityCode !== undefined && rule.municipalities.includes(municipalityCode)));

/** The narrower comes first: an area before a type, the smaller of two areas, of two like rules the one of lower id. */
function compareNarrowness(one: AssignmentRule, other: AssignmentRule): number {
  const sizeOf = ({ municipalities }: AssignmentRule): number => municipalities?.length ?? Infinity;
  const kindOf = ({ type, municipalities }: AssignmentRule): number =>
    (municipalities === undefined ? 0 : 2) + (type === undefined ? 0 : 1);
  return (
    kindOf(other) - kindOf(one) ||
    (sizeOf(one) === sizeOf(other) ? 0 : sizeOf(one) - sizeOf(other)) ||
    (one.id < other.id ? -1 : 1)
  );
}

/** The person whom the narrowest rule names (R46: 機関区分 × area); undefined where no rule applies. */
export const assigneeBy = (rules: readonly AssignmentRule[], application: Assignable): string | undefined =>
  rules.filter((rule) => applies(rule, application)).sort(compareNarrowness)[0]?.assignee;

/** Whether a person can look after an application: whoever may decide on it. */
export const mayLookAfter = (person: Pick<Official, 'sub' | 'role' | 'area'>, review: Review): boolean =>
  decides({ ...person, prefecture: review.prefecture }, review);
