import { defineModule } from '@todoke/composition';
import type { Config } from '../config.js';
import { DropTexts } from './actions/drop-texts.js';
import { PublishVersion } from './actions/publish-version.js';
import { SaveTexts } from './actions/save-texts.js';
import { takePublishedDefinitions } from './jobs/take-published.js';
import { DefinitionsPage } from './pages/admin/surveys/definitions.page.js';
import { DraftPage } from './pages/admin/surveys/draft.page.js';
import { PublishingPage } from './pages/admin/surveys/publishing.page.js';

/** 調査項目の管理: versions of the surveys' definitions, which the secretariat corrects without a release. */
export const definitions = defineModule<Config>({
  name: 'definitions',
  pages: [DefinitionsPage, DraftPage, PublishingPage],
  providers: [SaveTexts, DropTexts, PublishVersion],
  jobs: [takePublishedDefinitions],
});
