import type { mailBounced } from '@todoke/events';
import type { Reaction } from '@todoke/messaging';
import type { Transaction } from '../../persistence/databases.js';
import { noteApplicationMail } from './note-application-mail.js';

/** 不達 (R161): the prefecture's desk tells the institution (R81). */
export const noteMailBounced: Reaction<typeof mailBounced, Transaction> = async (event, tx) => {
  await noteApplicationMail(tx, event, {
    state: 'bounced',
    reason: event.data.reason,
    at: new Date(event.occurredAt),
  });
};
