import { defineModule } from '@todoke/composition';
import { reactions } from './reactions/index.js';

/** What became of an application after 申請する, as other services tell it (R159). */
export const status = defineModule({ name: 'status', reactions });
