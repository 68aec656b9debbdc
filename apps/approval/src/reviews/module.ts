import { ApplyAssignmentRules } from './actions/apply-assignment-rules.js';
import { ApproveApplication } from './actions/approve-application.js';
import { ApproveMany } from './actions/approve-many.js';
import { AssignApplication } from './actions/assign-application.js';
import { OpenDossier } from './actions/open-dossier.js';
import { PutAssignmentRule } from './actions/put-assignment-rule.js';
import { RejectApplication } from './actions/reject-application.js';
import { RemoveAssignmentRule } from './actions/remove-assignment-rule.js';
import { UndoApproval } from './actions/undo-approval.js';
import { findDuplicates, foldCounts } from './jobs/keep-queue.js';
import { renewKeys } from './jobs/renew-keys.js';
import { ApplicationsPage } from './pages/applications.page.js';
import { ApplicationPage } from './pages/applications/application.page.js';
import { AssigneePage } from './pages/applications/assignee/assignee.page.js';
import { UndoPage } from './pages/applications/undo.page.js';
import { AssignmentPage } from './pages/assignment/assignment.page.js';
import { BulkApprovalPage } from './pages/bulk-approval/bulk-approval.page.js';
import { ShortcutsPage } from './pages/shortcuts.page.js';
import { reactions } from './reactions/index.js';
import { defineModule } from '@todoke/composition';

/** 申請一覧 and 申請詳細: applications before a prefecture, its decisions, and what followed at accounts. */
export const reviews = defineModule({
  name: 'reviews',
  pages: [ApplicationsPage, AssignmentPage, AssigneePage, UndoPage, BulkApprovalPage, ShortcutsPage, ApplicationPage],
  providers: [
    OpenDossier,
    ApproveApplication,
    ApproveMany,
    RejectApplication,
    UndoApproval,
    AssignApplication,
    PutAssignmentRule,
    RemoveAssignmentRule,
    ApplyAssignmentRules,
  ],
  exports: [ApproveApplication, RejectApplication],
  reactions,
  jobs: [renewKeys, findDuplicates, foldCounts],
  assets: new URL('./assets/', import.meta.url),
});
