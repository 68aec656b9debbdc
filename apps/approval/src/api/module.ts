import { defineModule } from '@todoke/composition';
import { AdmitClient } from './actions/admit-client.js';
import { AnswerOnce } from './actions/answer-once.js';
import { Desks } from './desks/desks.js';
import { ReviewsDesk } from './desks/reviews-desk.js';
import { SandboxDesk } from './desks/sandbox-desk.js';
import { ApiGuard } from './http/api.guard.js';
import { ApiAnswers } from './http/answers.interceptor.js';
import { ApplicationsEndpoint } from './http/applications.endpoint.js';
import { takeCsvBodies } from './http/csv-body.js';
import { DocumentEndpoint } from './http/document.endpoint.js';
import { MailsEndpoint } from './http/mails.endpoint.js';
import { forget } from './jobs/forget.js';
import { placeChangesOften } from './jobs/place-changes.js';
import { apiDocument } from './openapi/document.js';
import { reactions } from './reactions/index.js';
import { apiPath, type ApiSettings } from './settings.js';

/** The interface of prefectures' own systems, `/api/v1`. */
export const api = defineModule<ApiSettings>({
  name: 'api',
  endpoints: [ApplicationsEndpoint, MailsEndpoint, DocumentEndpoint],
  providers: [AdmitClient, AnswerOnce, Desks, ReviewsDesk, SandboxDesk, ApiGuard, ApiAnswers],
  reactions,
  jobs: [placeChangesOften, forget],
  openApi: apiDocument,
  web: () => ({ csrfExempt: [apiPath] }),
  mount: takeCsvBodies,
});
