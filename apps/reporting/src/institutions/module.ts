import { defineModule } from '@todoke/composition';
import { OpenInstitution } from './actions/open-institution.js';
import { followPlan } from './jobs/follow-plan.js';
import { renewKeys } from './jobs/renew-keys.js';
import { InstitutionPage } from './pages/institutions/institution.page.js';
import { InstitutionsPage } from './pages/institutions.page.js';
import { reactions } from './reactions/index.js';

/** 医療機関マスタ (R154): the institutions of a jurisdiction with their 二次医療圏, read-only. */
export const institutions = defineModule({
  name: 'institutions',
  pages: [InstitutionsPage, InstitutionPage],
  providers: [OpenInstitution],
  reactions,
  jobs: [renewKeys, followPlan],
});
