import { Get, Inject, Param, Post } from '@nestjs/common';
import type { Form } from '@todoke/forms';
import type { Day } from '@todoke/japan';
import { CLOCK, type Clock, type SignedIn } from '@todoke/service';
import { CurrentPerson, page, Page, redirect, template } from '@todoke/web';
import { Databases } from '../../../persistence/databases.js';
import { findReminding, Remind } from '../../actions/remind.js';
import { readAnswerName } from '../../domain/respondent.js';
import { isRound } from '../../domain/round.js';
import { findHour } from '../../persistence/deadlines.js';
import { problems } from '../../problems.js';
import { deadlineFor, placeWord, roundName } from '../../words.js';
import { seenSurvey } from './seen-survey.js';

const view = template(import.meta.url, './reminders.hbs');

/** 催促メール: how many will get it, and the button that sends it. */
@Page('surveys/:survey/:answer/reminders', { roles: ['prefecture', 'secretariat'] })
export class RemindersPage {
  constructor(
    private readonly databases: Databases,
    private readonly reminding: Remind,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  async show(@Param('survey') name: string, @Param('answer') round: string, @CurrentPerson() person: SignedIn) {
    const { survey, day } = this.roundOf(name, round, person);
    const { reached, withoutAddress, reminded, late, hour } = await this.databases.forPerson(person, async (tx) => ({
      ...(await findReminding(tx, { survey, day, person }, this.clock.now())),
      hour: await findHour(tx, survey.form, person.prefecture),
    }));
    const data = {
      place: placeWord(person),
      survey: survey.title,
      round: roundName(survey.cadence, day),
      deadline: deadlineFor(person, survey.cadence, day, hour),
      reached: reached.length,
      withoutAddress,
      reminded,
      late,
      unanswered: reached.length + withoutAddress + reminded + late,
      list: `/surveys/${survey.form}?day=${day}&answered=no`,
    };
    return page(view, data, { title: '催促メールの送信' });
  }

  @Post()
  async send(@Param('survey') name: string, @Param('answer') round: string, @CurrentPerson() person: SignedIn) {
    const { survey, day } = this.roundOf(name, round, person);
    const reminded = await this.reminding.run({ survey, day, person });
    const list = `/surveys/${survey.form}?day=${day}&answered=no`;
    return redirect(
      list,
      reminded === 0
        ? { kind: 'info', text: '新しく催促メールを送る機関はありませんでした。' }
        : `${reminded.toLocaleString('ja-JP')}機関へ催促メールを送ります。`,
    );
  }

  /** Of a survey that institutions answer, a round that has begun. */
  private roundOf(name: string, segment: string, person: SignedIn): { survey: Form; day: Day } {
    const survey = seenSurvey(person, name);
    const read = readAnswerName(segment);
    const ours = survey.respondent === 'institution' && survey.ended === undefined;
    if (!ours || read === undefined || read.respondent !== undefined) throw problems.surveyMissing();
    if (!isRound(survey.cadence, read.day, this.clock.now())) throw problems.surveyMissing();
    return { survey, day: read.day };
  }
}
