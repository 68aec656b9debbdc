import { defineModule } from '@todoke/composition';
import { reactions } from './reactions/index.js';

/** State and mails of each application after 申請する, as events of other services report them (R159, R161). */
export const status = defineModule({ name: 'status', reactions });
