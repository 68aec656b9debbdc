import { defineModule } from '@todoke/composition';
import type { Config } from '../config.js';
import { KeepFile } from './actions/keep-file.js';
import { FileEndpoint } from './http/file.endpoint.js';
import { scanHeld } from './jobs/scan-held.js';

/** Files: kept by their content, held until they were scanned, and seen by those who see what they belong to (R56). */
export const files = defineModule<Config>({
  name: 'files',
  endpoints: [FileEndpoint],
  providers: [KeepFile],
  exports: [KeepFile],
  jobs: [scanHeld],
});
