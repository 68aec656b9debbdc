import { Body, HttpCode, Param, Post } from '@nestjs/common';
import { savedAnswer } from '@todoke/forms/pages';
import type { SignedIn } from '@todoke/service';
import { type AutosaveAnswer, CurrentPerson, Endpoint, readAutosave } from '@todoke/web';
import { SaveDraft } from '../actions/save-draft.js';
import { seenSurvey } from '../pages/surveys/seen-survey.js';

/** Where a form saves itself while it is filled in. */
@Endpoint('surveys/:survey/:answer/save', { roles: ['institution', 'prefecture'] })
export class SaveEndpoint {
  constructor(private readonly saving: SaveDraft) {}

  @Post()
  @HttpCode(200)
  async save(
    @Param('survey') name: string,
    @Param('answer') segment: string,
    @Body() body: unknown,
    @CurrentPerson() person: SignedIn,
  ): Promise<AutosaveAnswer> {
    const survey = seenSurvey(person, name);
    const sent = readAutosave(body);
    return savedAnswer('回答', sent, await this.saving.run(person, survey, segment, sent));
  }
}
