import { progressOf, type ProgressEvent } from '@todoke/lifecycle';
import type { Transaction } from '../../persistence/databases.js';
import { keepProgress as keep } from '../persistence/progress.js';

/** How far applications have come (R159), the furthest of what was heard of each. */
export const keepProgress = (events: readonly ProgressEvent[], tx: Transaction): Promise<void> =>
  keep(tx, events.map(progressOf));
