import { defineModule } from '@todoke/composition';
import { renewKeys } from './jobs/renew-keys.js';

/** The institutions' master (医療機関マスタ): one row an institution, however it is spelled (R162). It has no page yet. */
export const institutions = defineModule({ name: 'institutions', jobs: [renewKeys] });
