import type { applicationClosed, EventOf } from '@todoke/events';
import type { Status } from '../domain/progress.js';
import type { Transaction } from '../../persistence/databases.js';
import { note } from './note-status.js';

const statusAfter = {
  'nothing-to-do': 'nothing-to-do',
  'pre-notice-undeliverable': 'undeliverable',
} as const satisfies Record<EventOf<typeof applicationClosed>['data']['reason'], Status>;

/** 対応不要, or ① did not arrive. */
export const noteClosing = (event: EventOf<typeof applicationClosed>, tx: Transaction): Promise<void> =>
  note(event, statusAfter[event.data.reason], tx);
