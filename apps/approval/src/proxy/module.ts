import { defineModule } from '@todoke/composition';
import { BeginFiling } from './actions/begin-filing.js';
import { DiscardFile } from './actions/discard-file.js';
import { FileProxyApplication } from './actions/file-proxy-application.js';
import { ImportProxyFile } from './actions/import-proxy-file.js';
import { ReadProxyFile } from './actions/read-proxy-file.js';
import { fileLimits } from './domain/read-file.js';
import { SampleEndpoint } from './http/sample.endpoint.js';
import { eraseFiles } from './jobs/erase-files.js';
import { fileRowsOfFiles } from './jobs/file-rows.js';
import { FilePage } from './pages/files/file.page.js';
import { FilesPage } from './pages/files/files.page.js';
import { filesPath } from './pages/files/paths.js';
import { RowsPage } from './pages/files/rows.page.js';
import { ProxyPage } from './pages/proxy.page.js';

/** Fields around the file, in bytes. */
const aroundFile = 64 * 1024;

/** 代理申請: a prefecture applies for an institution, or for many by a CSV file (R74). */
export const proxy = defineModule({
  name: 'proxy',
  pages: [ProxyPage, FilesPage, FilePage, RowsPage],
  endpoints: [SampleEndpoint],
  providers: [FileProxyApplication, ReadProxyFile, BeginFiling, DiscardFile, ImportProxyFile],
  exports: [FileProxyApplication, ImportProxyFile],
  jobs: [fileRowsOfFiles, eraseFiles],
  assets: new URL('./assets/', import.meta.url),
  web: () => ({ uploads: [{ below: filesPath, most: fileLimits.bytes + aroundFile }] }),
});
