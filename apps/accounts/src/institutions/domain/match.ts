import { addressKey, identityOf, institutionNameKey, likeness, type Likeness } from '@todoke/japan';
import type { Institution, InstitutionFacts } from './institution.js';

export type Difference = 'name' | 'address' | 'institution-code' | 'insurance-code';

export interface Candidate {
  readonly institution: Institution;
  /** The strongest key that both have in common (R162). */
  readonly by: Likeness;
  readonly differs: readonly Difference[];
}

/** `by-hand`: a person has to decide, because a code may be mistyped or another institution's. */
export type Match =
  | { readonly kind: 'none' }
  | { readonly kind: 'same'; readonly candidate: Candidate }
  | { readonly kind: 'by-hand'; readonly candidates: readonly Candidate[] };

const contradicts = (one: string | undefined, other: string | undefined): boolean =>
  one !== undefined && other !== undefined && one !== other;

function differences(facts: InstitutionFacts, known: Institution): Difference[] {
  const [one, other] = [identityOf(facts), identityOf(known)];
  return [
    ...(institutionNameKey(facts.name) === institutionNameKey(known.name) ? [] : ['name' as const]),
    ...(facts.prefecture === known.prefecture && addressKey(facts) === addressKey(known) ? [] : ['address' as const]),
    ...(contradicts(one.institutionCode, other.institutionCode) ? ['institution-code' as const] : []),
    ...(contradicts(one.insuranceCode, other.insuranceCode) ? ['insurance-code' as const] : []),
  ];
}

/**
 * Looks for an institution in the master (R162): by 機関コード, else by 保険機関コード, else by name and address. A code decides
 * by itself only where name and address agree. A name alone never decides: within one prefecture hundreds of
 * institutions share theirs.
 * @param known candidates; those that share no key are ignored, and so are voided ones
 */
export function match(facts: InstitutionFacts, known: readonly Institution[]): Match {
  const candidates = known
    .filter((institution) => institution.state === 'active')
    .flatMap((institution): Candidate[] => {
      const by = likeness(identityOf(facts), identityOf(institution));
      return by === undefined ? [] : [{ institution, by, differs: differences(facts, institution) }];
    });
  const [first, ...others] = candidates;
  if (first === undefined) return { kind: 'none' };
  const certain = others.length === 0 && first.by !== 'name-and-address' && first.differs.length === 0;
  return certain ? { kind: 'same', candidate: first } : { kind: 'by-hand', candidates };
}
