import type { mailFailed } from '@todoke/events';
import type { Reaction } from '@todoke/messaging';
import type { Transaction } from '../../persistence/databases.js';
import { noteApplicationMail } from './note-application-mail.js';

/** The mail was given up: it left, but nobody took it in time. */
export const noteMailFailed: Reaction<typeof mailFailed, Transaction> = async (event, tx) => {
  await noteApplicationMail(tx, event, {
    state: 'failed',
    reason: event.data.reason,
    at: new Date(event.occurredAt),
  });
};
