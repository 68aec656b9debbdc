import { defineModule } from '@todoke/composition';
import { CLOCK, type Clock, SETTINGS } from '@todoke/service';
import type { Config } from '../config.js';
import { Databases } from '../persistence/databases.js';
import { guidanceDueAfter } from './actions/guidance-due.js';
import { issueWhatIsDue } from './actions/issue-due.js';
import { ApplicationPage } from './pages/secretariat/application/application.page.js';
import { QueuePage } from './pages/secretariat/queue.page.js';
import { reactions } from './reactions/index.js';
import { IssuanceTools } from './tools.js';

/** From an approved application to an account: the secretariat's check, mails ① and ②, and the issuing. */
export const issuance = defineModule<Config>({
  name: 'issuance',
  pages: [QueuePage, ApplicationPage],
  providers: [
    {
      provide: IssuanceTools,
      inject: [SETTINGS, Databases, CLOCK],
      useFactory: (settings: Config, databases: Databases, clock: Clock) =>
        new IssuanceTools(databases, clock, guidanceDueAfter(settings.GUIDANCE_MAIL_WAIT)),
    },
  ],
  reactions,
  jobs: [issueWhatIsDue],
  navigation: (person) => (person?.role === 'secretariat' ? [{ label: '確認待ち一覧', href: '/secretariat' }] : []),
});
