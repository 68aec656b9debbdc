import { defineModule } from '@todoke/composition';
import { SaveFilter } from './actions/save-filter.js';
import { FiltersPage } from './pages/tables/filters.page.js';
import { TablePage } from './pages/tables/table.page.js';
import { TablesPage } from './pages/tables.page.js';

/** レポート: tables of data that officials look at and export, among them 地域病床見える化. */
export const tables = defineModule({
  name: 'tables',
  pages: [TablesPage, FiltersPage, TablePage],
  providers: [SaveFilter],
  assets: new URL('./assets/', import.meta.url),
});
