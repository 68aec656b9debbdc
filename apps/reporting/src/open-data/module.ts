import { defineModule } from '@todoke/composition';
import { OpenDataFileEndpoint } from './http/open-data-file.endpoint.js';

/** オープンデータ: what is published as the ministry's files, and these files as what is known before the first report. */
export const openData = defineModule({
  name: 'open-data',
  endpoints: [OpenDataFileEndpoint],
});
