import type { Review } from './review.js';

/** Somebody who may look at applications: claims of the sign-in, no name. */
export interface Official {
  readonly sub: string;
  readonly role: 'prefecture' | 'health-centre' | 'secretariat';
  readonly prefecture?: string | undefined;
  /** Municipality codes of a health centre, five digits each, see `codesOfArea` of @todoke/japan. */
  readonly area: readonly string[];
}

type Place = Pick<Review, 'prefecture' | 'municipalityCode'>;

/** Own prefecture, own area, or everything (R158). The database's row-level security says the same again. */
export function sees(official: Official, { prefecture, municipalityCode }: Place): boolean {
  switch (official.role) {
    case 'secretariat':
      return true;
    case 'prefecture':
      return official.prefecture === prefecture;
    case 'health-centre':
      return (
        official.prefecture === prefecture &&
        municipalityCode !== undefined &&
        official.area.includes(municipalityCode)
      );
  }
}

/**
 * Who decides (R46: 薬務課 or 保健所 for a pharmacy): the prefecture for all of its own, a health centre for the
 * pharmacies of its area. The secretariat only reads.
 */
export function decides(official: Official, review: Review): boolean {
  if (official.role === 'secretariat' || !sees(official, review)) return false;
  return official.role === 'prefecture' || review.items.institutionType === 'pharmacy';
}
