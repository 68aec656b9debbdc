import { defineModule } from '@todoke/composition';
import { ApproveApplication } from './actions/approve-application.js';
import { RejectApplication } from './actions/reject-application.js';
import { renewKeys } from './actions/renew-keys.js';
import { ApplicationPageController } from './pages/applications/application.page.js';
import { ApplicationsPage } from './pages/list.page.js';
import { Dossiers } from './persistence/dossiers.js';
import { Reviews } from './persistence/reviews.js';
import { reactions } from './reactions/index.js';

/** 申請一覧 and 申請詳細: applications before a prefecture, its decisions, and what followed at accounts. */
export const reviews = defineModule({
  name: 'reviews',
  pages: [ApplicationsPage, ApplicationPageController],
  providers: [Reviews, Dossiers, ApproveApplication, RejectApplication],
  exports: [Reviews, Dossiers],
  reactions,
  jobs: [renewKeys],
  navigation: (person) => (person === undefined ? [] : [{ label: '申請一覧', href: '/' }]),
});
