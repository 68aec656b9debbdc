import { progressOf, type ProgressEvent } from '@todoke/lifecycle';
import type { Transaction } from '../../persistence/databases.js';
import { keepProgress as keep } from '../persistence/progress.js';

/** Stores the states of applications (R159). */
export const keepProgress = (events: readonly ProgressEvent[], tx: Transaction): Promise<void> =>
  keep(tx, events.map(progressOf));
