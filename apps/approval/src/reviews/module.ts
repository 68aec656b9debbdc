import { defineModule } from '@todoke/composition';
import { OpenDossier } from './actions/open-dossier.js';
import { ApproveMany } from './actions/approve-many.js';
import { UndoApproval } from './actions/undo-approval.js';
import { ApproveApplication } from './actions/approve-application.js';
import { RejectApplication } from './actions/reject-application.js';
import { renewKeys } from './jobs/renew-keys.js';
import { ApplicationPage } from './pages/applications/application.page.js';
import { ApplicationsPage } from './pages/applications.page.js';
import { BulkApprovalPage } from './pages/bulk-approval/bulk-approval.page.js';
import { UndoPage } from './pages/applications/undo.page.js';
import { ShortcutsPage } from './pages/shortcuts.page.js';
import { reactions } from './reactions/index.js';

/** 申請一覧 and 申請詳細: applications before a prefecture, its decisions, and what followed at accounts. */
export const reviews = defineModule({
  name: 'reviews',
  pages: [ApplicationsPage, ApplicationPage, UndoPage, BulkApprovalPage, ShortcutsPage],
  providers: [OpenDossier, ApproveApplication, RejectApplication, UndoApproval, ApproveMany],
  reactions,
  jobs: [renewKeys],
  assets: new URL('./assets/', import.meta.url),
  navigation: (person) => (person === undefined ? [] : [{ label: '申請一覧', href: '/' }]),
});
