import { defineModule } from '@todoke/composition';
import { AdminPage } from './pages/admin.page.js';

/** The settings of the form by the secretariat: 受付期間 (R2) and お知らせ文 (R6). */
export const administration = defineModule({
  name: 'administration',
  pages: [AdminPage],
});
