import type { mailAccepted } from '@todoke/events';
import type { Reaction } from '@todoke/messaging';
import type { Transaction } from '../../persistence/databases.js';
import type { Reviews } from '../persistence/reviews.js';
import { followApplication } from './follow-application.js';
import { noteApplicationMail } from './note-application-mail.js';

/** 送信完了 (R161). That ① arrived is also a stage of the application: 事前確認送信済 (R159). */
export const noteMailAccepted =
  (reviews: Reviews): Reaction<typeof mailAccepted, Transaction> =>
  async (event, tx) => {
    const at = new Date(event.data.acceptedAt);
    await noteApplicationMail(tx, event, { state: 'accepted', at });
    if (event.data.mail !== 'M4') return;
    await followApplication(reviews, tx, event.data.reference, { outcome: 'pre-noticed', at });
  };
