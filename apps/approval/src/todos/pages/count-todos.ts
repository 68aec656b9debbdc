import type { Parts } from '@todoke/composition';
import type { SignedIn } from '@todoke/service';
import { Databases } from '../../persistence/databases.js';
import { officialOf } from '../../reviews/index.js';
import { countOpenTodos } from '../persistence/todos.js';

/** As many as are counted: the menu says 99+ for more. */
const most = 100;

/** How many to-dos are open before this official; it stands beside 要対応 in the menu. */
export function countTodos(person: SignedIn, { clock, get }: Parts): Promise<number> {
  const official = officialOf(person);
  const prefecture = official.role === 'secretariat' ? undefined : (official.prefecture ?? '');
  const databases = get(Databases);
  return databases.forOfficial(official, (tx) => countOpenTodos(tx, prefecture, clock.now(), most));
}
