import { defineModule } from '@todoke/composition';
import type { Config } from '../config.js';
import { HomePage } from './pages/home.page.js';
import { reactions } from './reactions/index.js';

/** ホーム: the page after sign-in, with counts of applications for officials. */
export const home = defineModule<Config>({
  name: 'home',
  pages: [HomePage],
  reactions,
});
