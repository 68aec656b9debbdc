import { defineModule } from '@todoke/composition';
import { OpenDossier } from './actions/open-dossier.js';
import { ApproveApplication } from './actions/approve-application.js';
import { RejectApplication } from './actions/reject-application.js';
import { renewKeys } from './jobs/renew-keys.js';
import { ApplicationPage } from './pages/applications/application.page.js';
import { ApplicationsPage } from './pages/applications.page.js';
import { reactions } from './reactions/index.js';

/** 申請一覧 and 申請詳細: applications before a prefecture, its decisions, and what followed at accounts. */
export const reviews = defineModule({
  name: 'reviews',
  pages: [ApplicationsPage, ApplicationPage],
  providers: [OpenDossier, ApproveApplication, RejectApplication],
  exports: [ApproveApplication, RejectApplication],
  reactions,
  jobs: [renewKeys],
  navigation: (person) => (person === undefined ? [] : [{ label: '申請一覧', href: '/' }]),
});
