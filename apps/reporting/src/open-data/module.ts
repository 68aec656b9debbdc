import { defineModule } from '@todoke/composition';
import { OpenDataFileEndpoint } from './http/open-data-file.endpoint.js';
import { ImportPage } from './pages/open-data/import.page.js';
import { ImportRowsPage } from './pages/open-data/import-rows.page.js';
import { largestFile, OpenDataPage } from './pages/open-data.page.js';

/** オープンデータ: what is published as the ministry's files, and these files as what is known before the first report. */
export const openData = defineModule({
  name: 'open-data',
  pages: [OpenDataPage, ImportPage, ImportRowsPage],
  endpoints: [OpenDataFileEndpoint],
  web: () => ({ uploads: [{ below: '/open-data/imports', most: largestFile }] }),
});
