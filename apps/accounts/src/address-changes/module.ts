import { defineModule } from '@todoke/composition';
import type { Config } from '../config.js';
import { reactions } from './reactions/index.js';

/** Changes of mail addresses that prefectures request (R59, R81, R164). */
export const addressChanges = defineModule<Config>({ name: 'address-changes', reactions });
