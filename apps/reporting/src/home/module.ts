import { defineModule } from '@todoke/composition';
import type { SignedIn } from '@todoke/service';
import type { NavigationItem } from '@todoke/web';
import type { Config } from '../config.js';
import { HomePage } from './pages/home.page.js';
import { reactions } from './reactions/index.js';

/** ホーム: the page after sign-in, with counts of applications for officials. */
export const home = defineModule<Config>({
  name: 'home',
  pages: [HomePage],
  reactions,
  navigation,
  assets: new URL('./assets/', import.meta.url),
});

function navigation(person: SignedIn | undefined, { APPROVAL_URL }: Config): NavigationItem[] {
  const item = { label: 'ホーム', href: '/' };
  switch (person?.role) {
    case undefined:
      return [];
    case 'prefecture':
    case 'health-centre':
    case 'secretariat':
      return [item, { label: '申請一覧', href: APPROVAL_URL, more: true }];
    default:
      return [item];
  }
}
