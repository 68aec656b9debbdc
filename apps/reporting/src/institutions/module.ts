import { defineModule } from '@todoke/composition';
import { followPlan } from './jobs/follow-plan.js';
import { renewKeys } from './jobs/renew-keys.js';
import { reactions } from './reactions/index.js';

/** 医療機関マスタ (R154): the institutions of a jurisdiction with their 二次医療圏, read-only. */
export const institutions = defineModule({ name: 'institutions', reactions, jobs: [renewKeys, followPlan] });
