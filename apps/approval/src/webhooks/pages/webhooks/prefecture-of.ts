import type { SignedIn } from '@todoke/service';
import type { Jurisdiction } from '../../../persistence/databases.js';

/** The signed-in official of a prefecture. The guard has refused all other roles before. */
export const prefectureOf = ({
  sub,
  role,
  prefecture = '',
}: SignedIn): Jurisdiction & { readonly prefecture: string } => ({
  sub,
  role,
  prefecture,
  area: [],
});
