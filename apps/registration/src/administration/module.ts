import { defineModule } from '@todoke/composition';
import { AdminPage } from './pages/admin.page.js';
import { Notices } from './persistence/notices.js';
import { ReceptionWindows } from './persistence/reception-windows.js';

/** The settings of the form by the secretariat: 受付期間 (R2) and お知らせ文 (R6). */
export const administration = defineModule({
  name: 'administration',
  pages: [AdminPage],
  providers: [ReceptionWindows, Notices],
  exports: [ReceptionWindows, Notices],
  navigation: (person) => (person?.role === 'secretariat' ? [{ label: '受付の設定', href: '/admin' }] : []),
});
