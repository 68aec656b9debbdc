import { institutionChanged } from '@todoke/events';
import { on } from '@todoke/messaging';
import { countApplications, countedEvents } from './count-applications.js';
import { noteInstitutions } from './note-institutions.js';

/** The table of reactions: progress of applications, and institutions. */
export const reactions = [on.batch(countedEvents, countApplications), on.batch(institutionChanged, noteInstitutions)];
