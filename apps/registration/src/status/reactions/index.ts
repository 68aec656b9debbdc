import { mailOutcomes } from '@todoke/events';
import { progressEvents } from '@todoke/lifecycle';
import { on } from '@todoke/messaging';
import { keepProgress } from './keep-progress.js';
import { noteMails } from './note-mails.js';

/** The events about progress without those of registration itself. */
const heard = progressEvents.filter(({ subject }) => !subject.startsWith('registration.'));

/** The table of reactions: states of applications, and outcomes of their mails. Registration decides nothing here. */
export const reactions = [on.batch(heard, keepProgress), on.batch(mailOutcomes, noteMails)];
