import { keepNewest, type NewestOf } from '@todoke/database';
import type { Progress } from '@todoke/lifecycle';
import type { Transaction } from '../../persistence/databases.js';

/** Ordered as `comparePositions` of @todoke/lifecycle has it. */
const applications: NewestOf = {
  table: 'status_applications',
  key: 'number',
  position: ['round', 'stage', 'version'],
  columns: { number: 'text', state: 'text', since: 'timestamptz', round: 'int', stage: 'int', version: 'int' },
};

/** Keeps the furthest of what was heard of each application. */
export const keepProgress = (tx: Transaction, news: readonly Progress[]): Promise<void> =>
  keepNewest(tx, applications, news);
