import { on } from '@todoke/messaging';
import { countApplications, countedEvents } from './count-applications.js';

/** The table of reactions: the progress of applications. */
export const reactions = [on.projection(countedEvents, countApplications)];
