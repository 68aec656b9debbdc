import { defineModule } from '@todoke/composition';
import type { SignedIn } from '@todoke/service';
import type { NavigationItem } from '@todoke/web';
import { OpenDataFileEndpoint } from './http/open-data-file.endpoint.js';
import { officials } from './pages/officials.js';
import { ImportPage } from './pages/open-data/import.page.js';
import { ImportRowsPage } from './pages/open-data/import-rows.page.js';
import { largestFile, OpenDataPage } from './pages/open-data.page.js';

/** オープンデータ: what is published as the ministry's files, and these files as what is known before the first report. */
export const openData = defineModule({
  name: 'open-data',
  pages: [OpenDataPage, ImportPage, ImportRowsPage],
  endpoints: [OpenDataFileEndpoint],
  navigation,
  web: () => ({ uploads: [{ below: '/open-data/imports', most: largestFile }] }),
});

function navigation(person: SignedIn | undefined): NavigationItem[] {
  if (!officials.some((role) => role === person?.role)) return [];
  return [{ label: 'オープンデータ', href: '/open-data', more: true }];
}
