import { newestOf, type NewestOf, type Sql } from '@todoke/database';
import type { Progress } from '@todoke/lifecycle';

/** The projection of applications, in the order of `comparePositions` of @todoke/lifecycle. */
const applications: NewestOf = {
  table: 'status_applications',
  key: 'number',
  position: ['round', 'stage', 'version'],
  fields: { number: 'text', state: 'text', since: 'timestamptz', round: 'int', stage: 'int', version: 'int' },
};

/** Keeps the state with the latest position of each application. */
export const latestProgress = (news: readonly Progress[]): Sql | undefined => newestOf(applications, news);
