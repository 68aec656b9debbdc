import type { Institution, InstitutionFacts } from './institution.js';
import { addressKey, nameKey } from './keys.js';

/** Which key two descriptions have in common, strongest first (R162). */
export type MatchKey = 'institution-code' | 'insurance-code' | 'name-and-address';
export type Difference = 'name' | 'address' | 'institution-code' | 'insurance-code';

export interface Candidate {
  readonly institution: Institution;
  readonly by: MatchKey;
  readonly differs: readonly Difference[];
}

/** `by-hand`: a person has to look, because a code may be mistyped or another's (decisions on top of the requirements). */
export type Match =
  | { readonly kind: 'none' }
  | { readonly kind: 'same'; readonly candidate: Candidate }
  | { readonly kind: 'by-hand'; readonly candidates: readonly Candidate[] };

const same = (one: string | undefined, other: string | undefined): boolean => one !== undefined && one === other;
const contradicts = (one: string | undefined, other: string | undefined): boolean =>
  one !== undefined && other !== undefined && one !== other;

function differences(facts: InstitutionFacts, known: Institution): Difference[] {
  return [
    ...(nameKey(facts.name) === nameKey(known.name) ? [] : ['name' as const]),
    ...(facts.prefecture === known.prefecture && addressKey(facts) === addressKey(known) ? [] : ['address' as const]),
    ...(contradicts(facts.institutionCode, known.institutionCode) ? ['institution-code' as const] : []),
    ...(contradicts(facts.insuranceCode, known.insuranceCode) ? ['insurance-code' as const] : []),
  ];
}

function keyOf(facts: InstitutionFacts, known: Institution, differs: readonly Difference[]): MatchKey | undefined {
  const inOnePlace = facts.prefecture === known.prefecture;
  if (inOnePlace && same(facts.institutionCode, known.institutionCode)) return 'institution-code';
  if (same(facts.insuranceCode, known.insuranceCode)) return 'insurance-code';
  return differs.includes('name') || differs.includes('address') ? undefined : 'name-and-address';
}

/**
 * Whether the master already has this institution (R162): by 機関コード, else 保険機関コード, else name and address.
 * Only a code whose name and address agree decides by itself. A name alone never does: within one prefecture
 * hundreds of different institutions share theirs.
 * @param known whatever might be it; institutions that share no key are ignored, and so are voided ones
 */
export function match(facts: InstitutionFacts, known: readonly Institution[]): Match {
  const candidates = known
    .filter((institution) => institution.state === 'active')
    .flatMap((institution): Candidate[] => {
      const differs = differences(facts, institution);
      const by = keyOf(facts, institution, differs);
      return by === undefined ? [] : [{ institution, by, differs }];
    });
  const [first, ...others] = candidates;
  if (first === undefined) return { kind: 'none' };
  const certain = others.length === 0 && first.by !== 'name-and-address' && first.differs.length === 0;
  return certain ? { kind: 'same', candidate: first } : { kind: 'by-hand', candidates };
}
