import { defineModule } from '@todoke/composition';
import type { Config } from '../config.js';
import { AnswerSurvey } from './actions/answer-survey.js';
import { Remind } from './actions/remind.js';
import { SaveDraft } from './actions/save-draft.js';
import { SetDeadlines } from './actions/set-deadlines.js';
import { AnswerPdfEndpoint } from './http/answer-pdf.endpoint.js';
import { SaveEndpoint } from './http/save.endpoint.js';
import { openDueRounds } from './jobs/open-rounds.js';
import { DailyPage } from './pages/charts/daily.page.js';
import { AnswerPage } from './pages/surveys/answer.page.js';
import { DeadlinesPage } from './pages/surveys/deadlines.page.js';
import { EditPage } from './pages/surveys/edit.page.js';
import { RemindersPage } from './pages/surveys/reminders.page.js';
import { SurveyPage } from './pages/surveys/survey.page.js';
import { SurveysPage } from './pages/surveys.page.js';

/** 調査: rounds, answers and reminders of the surveys whose definitions are in `src/forms/` (R137–R142). */
export const surveys = defineModule<Config>({
  name: 'surveys',
  pages: [SurveysPage, DeadlinesPage, SurveyPage, RemindersPage, EditPage, AnswerPage, DailyPage],
  providers: [Remind, SetDeadlines, SaveDraft, AnswerSurvey],
  endpoints: [SaveEndpoint, AnswerPdfEndpoint],
  jobs: [openDueRounds],
  assets: new URL('./assets/', import.meta.url),
});
