import { defineModule } from '@todoke/composition';
import { OpenDossier } from './actions/open-dossier.js';
import { ApplyAssignmentRules } from './actions/apply-assignment-rules.js';
import { AssignApplication } from './actions/assign-application.js';
import { ApproveApplication } from './actions/approve-application.js';
import { PutAssignmentRule } from './actions/put-assignment-rule.js';
import { RejectApplication } from './actions/reject-application.js';
import { RemoveAssignmentRule } from './actions/remove-assignment-rule.js';
import { findDuplicates, foldCounts } from './jobs/keep-queue.js';
import { renewKeys } from './jobs/renew-keys.js';
import { ApplicationPage } from './pages/applications/application.page.js';
import { AssigneePage } from './pages/applications/assignee/assignee.page.js';
import { ApplicationsPage } from './pages/applications.page.js';
import { AssignmentPage } from './pages/assignment/assignment.page.js';
import { reactions } from './reactions/index.js';

/** 申請一覧 and 申請詳細: applications before a prefecture, its decisions, and what followed at accounts. */
export const reviews = defineModule({
  name: 'reviews',
  pages: [ApplicationsPage, AssignmentPage, AssigneePage, ApplicationPage],
  providers: [
    OpenDossier,
    ApproveApplication,
    RejectApplication,
    AssignApplication,
    PutAssignmentRule,
    RemoveAssignmentRule,
    ApplyAssignmentRules,
  ],
  exports: [ApproveApplication, RejectApplication],
  reactions,
  jobs: [renewKeys, findDuplicates, foldCounts],
});
