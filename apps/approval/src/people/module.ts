import { defineModule } from '@todoke/composition';
import { reactions } from './reactions/index.js';

/** The officials who work on applications: their names, and who can look after what. */
export const people = defineModule({ name: 'people', reactions });
