import { institutionChanged } from '@todoke/events';
import { on } from '@todoke/messaging';
import { countApplications, countedEvents } from './count-applications.js';
import { noteInstitutions } from './note-institutions.js';

/** What home hears: how far applications have come, and who may report. */
export const reactions = [on.batch(countedEvents, countApplications), on.batch(institutionChanged, noteInstitutions)];
