import { defineModule } from '@todoke/composition';
import type { SignedIn } from '@todoke/service';
import type { NavigationItem } from '@todoke/web';
import { SaveFilter } from './actions/save-filter.js';
import { FiltersPage } from './pages/tables/filters.page.js';
import { officials } from './pages/officials.js';
import { TablePage } from './pages/tables/table.page.js';
import { TablesPage } from './pages/tables.page.js';

/** レポート: tables of data that officials look at and export, among them 地域病床見える化. */
export const tables = defineModule({
  name: 'tables',
  pages: [TablesPage, FiltersPage, TablePage],
  providers: [SaveFilter],
  navigation,
  assets: new URL('./assets/', import.meta.url),
});

function navigation(person: SignedIn | undefined): NavigationItem[] {
  if (!officials.some((role) => role === person?.role)) return [];
  return [
    { label: 'レポート', href: '/tables' },
    { label: 'レポート一覧', href: '/tables/folders', more: true },
  ];
}
