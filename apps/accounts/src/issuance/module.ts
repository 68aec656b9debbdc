import { defineModule } from '@todoke/composition';
import type { Config } from '../config.js';
import { CompleteCheck } from './actions/complete-check.js';
import { ReturnApplication } from './actions/return-application.js';
import { TellLoginId } from './actions/tell-login-id.js';
import { answers } from './answers/index.js';
import { issueDue } from './jobs/issue-due.js';
import { ApplicationPage } from './pages/secretariat/application/application.page.js';
import { ReturnPage } from './pages/secretariat/application/return.page.js';
import { ApplicationsToCheckPage } from './pages/secretariat/applications-to-check.page.js';
import { reactions } from './reactions/index.js';

/** From an approved application to an account: the secretariat's check, mails ① and ②, and the issuing. */
export const issuance = defineModule<Config>({
  name: 'issuance',
  pages: [ApplicationsToCheckPage, ApplicationPage, ReturnPage],
  providers: [CompleteCheck, ReturnApplication, TellLoginId],
  reactions,
  answers,
  jobs: [issueDue],
});
