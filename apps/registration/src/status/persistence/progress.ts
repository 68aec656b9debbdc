import { keepNewest, type NewestOf } from '@todoke/database';
import type { Progress } from '@todoke/lifecycle';
import type { Transaction } from '../../persistence/databases.js';

/** The projection of applications, in the order of `comparePositions` of @todoke/lifecycle. */
const applications: NewestOf = {
  table: 'status_applications',
  key: 'number',
  position: ['round', 'stage', 'version'],
  fields: { number: 'text', state: 'text', since: 'timestamptz', round: 'int', stage: 'int', version: 'int' },
};

/** Stores the state with the latest position of each application. */
export const keepProgress = (tx: Transaction, news: readonly Progress[]): Promise<void> =>
  keepNewest(tx, applications, news);
