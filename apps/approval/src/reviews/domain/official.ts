import type { Review } from './review.js';

/** A person who may see applications. It has claims of the sign-in and no name. */
export interface Official {
  readonly sub: string;
  readonly role: 'prefecture' | 'health-centre' | 'secretariat';
  readonly prefecture?: string | undefined;
  /** Municipality codes of a health centre, five digits each; see `codesOfArea` of @todoke/japan. */
  readonly area: readonly string[];
}

type Place = Pick<Review, 'prefecture' | 'municipalityCode'>;

/**
 * Whether the official sees an application: own prefecture, own area, or everything (R158). Row-level security enforces
 * the same rule in the database.
 */
export function sees(official: Official, { prefecture, municipalityCode }: Place): boolean {
  switch (official.role) {
    case 'secretariat':
      return true;
    case 'prefecture':
      return official.prefecture === prefecture;
    case 'health-centre':
      return (
        official.prefecture === prefecture && municipalityCode !== undefined && official.area.includes(municipalityCode)
      );
  }
}

/**
 * Whether the official decides (R46: 薬務課 or 保健所 for a pharmacy). A prefecture decides on all of its own applications, a
 * health centre on the pharmacies of its area. The secretariat only reads.
 */
export function decides(official: Official, review: Review): boolean {
  if (!sees(official, review)) return false;
  switch (official.role) {
    case 'prefecture':
      return true;
    case 'health-centre':
      return review.items.institutionType === 'pharmacy';
    case 'secretariat':
      return false;
  }
}
