import { defineModule } from '@todoke/composition';
import { LookUpLoginId } from './actions/look-up-login-id.js';
import { OpenMails } from './actions/open-mails.js';
import { OpenInstitution } from './actions/open-institution.js';
import { RecordCheck } from './actions/record-check.js';
import { renewKeys } from './jobs/renew-keys.js';
import { InstitutionCodesPage } from './pages/institution-codes.page.js';
import { LoginIdPage } from './pages/login-ids/login-id.page.js';
import { LoginIdsPage } from './pages/login-ids.page.js';
import { ApplicationMailsPage } from './pages/mails/application-mails.page.js';
import { MailsPage } from './pages/mails.page.js';
import { reactions } from './reactions/index.js';

/** What a desk looks up for whoever calls: ログインID照会, メール送信状況, 機関コード検索. */
export const desk = defineModule({
  name: 'desk',
  pages: [LoginIdsPage, LoginIdPage, MailsPage, ApplicationMailsPage, InstitutionCodesPage],
  providers: [OpenInstitution, RecordCheck, LookUpLoginId, OpenMails],
  reactions,
  jobs: [renewKeys],
});
