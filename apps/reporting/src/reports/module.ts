import { defineModule } from '@todoke/composition';
import type { Config } from '../config.js';
import { SchemePage } from './pages/reports/scheme.page.js';

/** 報告 once a year and in between: 新規, 定期 and 随時報告 of institutions, until they are published (R50–R54, R94–R97). */
export const reports = defineModule<Config>({
  name: 'reports',
  pages: [SchemePage],
});
