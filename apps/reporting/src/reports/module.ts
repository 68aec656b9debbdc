import { defineModule } from '@todoke/composition';
import type { Config } from '../config.js';
import { largestFile } from '../files/index.js';
import { AttachScan } from './actions/attach-scan.js';
import { BeginPaper } from './actions/begin-paper.js';
import { BeginReport } from './actions/begin-report.js';
import { SaveReport } from './actions/save-report.js';
import { SubmitReport } from './actions/submit-report.js';
import { TakeBackReport } from './actions/take-back-report.js';
import { ReleaseReports } from './actions/release-reports.js';
import { SetWindow } from './actions/set-window.js';
import { ReturnReport } from './actions/return-report.js';
import { ReportPdfEndpoint } from './http/report-pdf.endpoint.js';
import { SaveEndpoint } from './http/save.endpoint.js';
import { publishDue } from './jobs/publish.js';
import { WindowPage } from './pages/report-windows/window.page.js';
import { BeginPage } from './pages/paper-reports/begin.page.js';
import { PaperConfirmPage } from './pages/paper-reports/paper-confirm.page.js';
import { PaperScansPage } from './pages/paper-reports/paper-scans.page.js';
import { PaperSectionPage } from './pages/paper-reports/paper-section.page.js';
import { PaperPage } from './pages/paper-reports/paper.page.js';
import { ReportWindowsPage } from './pages/report-windows.page.js';
import { ReleasesPage } from './pages/releases.page.js';
import { ManyPage } from './pages/releases/many.page.js';
import { ReleasePage } from './pages/releases/release.page.js';
import { ReportedPage } from './pages/releases/reported.page.js';
import { ReturnPage } from './pages/releases/return.page.js';
import { CompletePage } from './pages/reports/complete.page.js';
import { ConfirmPage } from './pages/reports/confirm.page.js';
import { PastPage } from './pages/reports/past.page.js';
import { ReportPage } from './pages/reports/report.page.js';
import { SchemePage } from './pages/reports/scheme.page.js';
import { SectionPage } from './pages/reports/section.page.js';

/** 報告 once a year and in between: 新規, 定期 and 随時報告 of institutions, until they are published (R50–R54, R94–R97). */
export const reports = defineModule<Config>({
  name: 'reports',
  pages: [
    SchemePage,
    PastPage,
    ReportPage,
    ConfirmPage,
    CompletePage,
    SectionPage,
    ReleasesPage,
    ManyPage,
    ReportedPage,
    ReturnPage,
    ReleasePage,
    ReportWindowsPage,
    WindowPage,
    BeginPage,
    PaperPage,
    PaperConfirmPage,
    PaperScansPage,
    PaperSectionPage,
  ],
  providers: [
    BeginReport,
    SaveReport,
    SubmitReport,
    TakeBackReport,
    ReturnReport,
    ReleaseReports,
    SetWindow,
    BeginPaper,
    AttachScan,
  ],
  endpoints: [SaveEndpoint, ReportPdfEndpoint],
  jobs: [publishDue],
  web: () => ({ uploads: [{ below: '/paper-scans', most: largestFile }] }),
  assets: new URL('./assets/', import.meta.url),
});
