import { defineModule } from '@todoke/composition';

/** The institutions' master: one row an institution, however it is spelled (R162). It has no page yet. */
export const institutions = defineModule({ name: 'institutions' });
