import { mailOutcomes } from '@todoke/events';
import { progressEvents } from '@todoke/lifecycle';
import { on } from '@todoke/messaging';
import { keepProgress } from './keep-progress.js';
import { noteMails } from './note-mails.js';

/** What registration announced itself is not news to it. */
const heard = progressEvents.filter(({ subject }) => !subject.startsWith('registration.'));

/** What became of applications: registration decides none of it, it remembers. */
export const reactions = [on.batch(heard, keepProgress), on.batch(mailOutcomes, noteMails)];
