import { Get, Header, Inject, Param, Res, StreamableFile } from '@nestjs/common';
import { readTexts } from '@todoke/forms';
import { lackingWord } from '@todoke/forms/pages';
import { formPdf, lackingInPdf } from '@todoke/forms/pdf';
import { CLOCK, type Clock, type SignedIn } from '@todoke/service';
import { CurrentPerson, Endpoint, type WebReply } from '@todoke/web';
import { Databases } from '../../persistence/databases.js';
import { editAnswer } from '../actions/edit-answer.js';
import { seenSurvey } from '../pages/surveys/seen-survey.js';
import { roundName } from '../words.js';

/** What stands in a form now, on paper: for those who approve it before it is given. */
@Endpoint('surveys/:survey/:answer/pdf', { roles: ['institution', 'prefecture'] })
export class AnswerPdfEndpoint {
  constructor(
    private readonly databases: Databases,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Header('cache-control', 'private, no-store')
  async download(
    @Param('survey') name: string,
    @Param('answer') segment: string,
    @CurrentPerson() person: SignedIn,
    @Res({ passthrough: true }) reply: WebReply,
  ): Promise<StreamableFile> {
    const survey = seenSurvey(person, name);
    const now = this.clock.now();
    const edited = await this.databases.forPerson(person, (tx) => editAnswer(tx, { person, survey, segment, now }));
    const { form, key, respondent, stored, last } = edited;
    const { values } = readTexts(form, stored, last).reading;
    const lacking = await lackingInPdf(form, values);
    const head = [respondent.name ?? '', `日付：${roundName(form.cadence, key.day)}`, ...lacking.map(lackingWord)];
    const bytes = await formPdf(
      form,
      values,
      head.filter((line) => line !== ''),
    );
    void reply.header('content-disposition', `attachment; filename="${key.survey}-${key.day}.pdf"`);
    return new StreamableFile(bytes, { type: 'application/pdf', length: bytes.length });
  }
}
