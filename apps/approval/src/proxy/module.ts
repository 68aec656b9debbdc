import { defineModule } from '@todoke/composition';
import { FileProxyApplication } from './actions/file-proxy-application.js';
import { ProxyPage } from './pages/proxy.page.js';

/** 代理申請: a prefecture applies for an institution (R74). */
export const proxy = defineModule({
  name: 'proxy',
  pages: [ProxyPage],
  providers: [FileProxyApplication],
});
