import type { Snapshot } from '@todoke/database';
import { sql } from '@todoke/database';
import type { Transaction } from '../../persistence/databases.js';
import type { Official } from '../domain/official.js';
import type { Pile } from '../domain/pile.js';
import type { StateName } from '../domain/review.js';

/** How many applications of one kind an official may see. */
export interface Tally {
  readonly state: StateName;
  readonly type: string;
  /** Blank: in none. */
  readonly pile: Pile | '';
  readonly applications: number;
}

/** The places whose applications an official counts: all, the own prefecture, or the municipalities of an area. */
const placesOf = ({ role, prefecture, area }: Official): readonly string[] => {
  if (role === 'secretariat') return [''];
  return role === 'prefecture' ? [prefecture ?? '-'] : area;
};

/** How many applications an official may see, by state, 機関区分 and pile. */
export const talliesOf = (snapshot: Snapshot, official: Official): Promise<Tally[]> =>
  snapshot.query<Tally & Record<string, unknown>>(
    sql`SELECT state, institution_type AS type, pile, sum(applications)::integer AS applications FROM tallies
        WHERE place = ANY (${placesOf(official)}::text[]) GROUP BY 1, 2, 3`,
  );

/** Makes one row of all of a kind. Whoever adds rows meanwhile waits for nothing, and is folded the next time. */
export async function foldTallies(tx: Transaction): Promise<void> {
  await tx.$executeRaw`
    WITH several AS (
      SELECT place, institution_type, state, pile FROM tallies
      GROUP BY place, institution_type, state, pile HAVING count(*) > 1 OR sum(applications) = 0),
    folded AS (
      DELETE FROM tallies USING several
      WHERE (tallies.place, tallies.institution_type, tallies.state, tallies.pile)
        = (several.place, several.institution_type, several.state, several.pile)
      RETURNING tallies.*)
    INSERT INTO tallies (place, institution_type, state, pile, applications)
    SELECT place, institution_type, state, pile, sum(applications) FROM folded
    GROUP BY place, institution_type, state, pile HAVING sum(applications) <> 0`;
}
