import { defineModule } from '@todoke/composition';
import type { Config } from '../config.js';
import { BeginReport } from './actions/begin-report.js';
import { SaveReport } from './actions/save-report.js';
import { SubmitReport } from './actions/submit-report.js';
import { TakeBackReport } from './actions/take-back-report.js';
import { ReportPdfEndpoint } from './http/report-pdf.endpoint.js';
import { SaveEndpoint } from './http/save.endpoint.js';
import { CompletePage } from './pages/reports/complete.page.js';
import { ConfirmPage } from './pages/reports/confirm.page.js';
import { PastPage } from './pages/reports/past.page.js';
import { ReportPage } from './pages/reports/report.page.js';
import { SchemePage } from './pages/reports/scheme.page.js';
import { SectionPage } from './pages/reports/section.page.js';

/** 報告 once a year and in between: 新規, 定期 and 随時報告 of institutions, until they are published (R50–R54, R94–R97). */
export const reports = defineModule<Config>({
  name: 'reports',
  pages: [SchemePage, PastPage, ReportPage, ConfirmPage, CompletePage, SectionPage],
  providers: [BeginReport, SaveReport, SubmitReport, TakeBackReport],
  endpoints: [SaveEndpoint, ReportPdfEndpoint],
  assets: new URL('./assets/', import.meta.url),
});
