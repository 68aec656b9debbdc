import { defineModule } from '@todoke/composition';
import { SETTINGS } from '@todoke/service';
import type { Config } from '../config.js';
import { answers } from './answers/index.js';
import { MailCatalogue } from './mail-catalogue.js';
import { linksOf, mailSettingsOf } from './settings.js';

/** The mails that there are: which event makes each, whom it goes to, and how it reads. */
export const mails = defineModule<Config>({
  name: 'mails',
  providers: [
    {
      provide: MailCatalogue,
      inject: [SETTINGS],
      useFactory: (settings: Config) => new MailCatalogue(mailSettingsOf(settings), linksOf(settings)),
    },
  ],
  exports: [MailCatalogue],
  answers,
});
