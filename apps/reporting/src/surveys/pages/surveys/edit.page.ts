import { Body, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { readTexts } from '@todoke/forms';
import { besidesWord, formView, pressedIn, sentIn, shownAgain, shownFirst } from '@todoke/forms/pages';
import { CLOCK, type Clock, type SignedIn } from '@todoke/service';
import { CurrentPerson, Page, page, redirect, sentText, template } from '@todoke/web';
import { Databases } from '../../../persistence/databases.js';
import { AnswerSurvey } from '../../actions/answer-survey.js';
import { type Edited, editAnswer } from '../../actions/edit-answer.js';
import { SaveDraft } from '../../actions/save-draft.js';
import { answerPath } from '../../domain/respondent.js';
import { findHour } from '../../persistence/deadlines.js';
import { deadlineWord, roundName } from '../../words.js';
import { seenSurvey } from './seen-survey.js';

const view = template(import.meta.url, './edit.hbs');

/** With the hour of the deadline. */
type Timed<Of> = Of & { readonly hour: string };

/** An answer to be filled in, and saved as one goes: 「保存」, 「回答する」 (R140, R141). */
@Page('surveys/:survey/:answer/edit', { roles: ['institution', 'prefecture'] })
export class EditPage {
  constructor(
    private readonly databases: Databases,
    private readonly saving: SaveDraft,
    private readonly answering: AnswerSurvey,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  async show(@Param('survey') name: string, @Param('answer') segment: string, @CurrentPerson() person: SignedIn) {
    return formPage(await this.edited(name, segment, person));
  }

  @Post()
  @HttpCode(200)
  async press(
    @Param('survey') name: string,
    @Param('answer') segment: string,
    @Body() body: unknown,
    @CurrentPerson() person: SignedIn,
  ) {
    const survey = seenSurvey(person, name);
    const edited = await this.edited(name, segment, person);
    const pressed = pressedIn(edited.form, body);
    const sent = sentIn(edited, body, pressed);
    if (pressed !== undefined || (isSaving(body) && survey.respondent === 'institution')) {
      const saved = await this.saving.run(person, survey, segment, sent);
      if (saved.conflicts.length > 0 || pressed !== undefined) {
        const shown = shownAgain(saved.conflicts, sent, [], pressed);
        return formPage({ ...saved, hour: edited.hour }, shown);
      }
      return redirect(`${answerPath(survey.form, edited.key.day)}/edit`, '保存しました。まだ回答にはなっていません。');
    }
    const outcome = await this.answering.run(person, survey, segment, sent);
    if (outcome.kind === 'refused') {
      const { saved, errors } = outcome;
      return formPage({ ...saved, hour: edited.hour }, shownAgain(saved.conflicts, sent, errors, pressed));
    }
    const done = survey.respondent === 'institution' ? '回答しました。' : '保存しました。';
    const doubts = outcome.warnings.map(({ message }) => message);
    return redirect(
      answerPath(survey.form, edited.key.day),
      doubts.length === 0 ? done : { kind: 'warning', text: [`${done}次の点をご確認ください。`, ...doubts].join('\n') },
    );
  }

  private edited(name: string, segment: string, person: SignedIn): Promise<Timed<Edited>> {
    const survey = seenSurvey(person, name);
    return this.databases.forPerson(person, async (tx) => {
      const edited = await editAnswer(tx, { person, survey, segment, now: this.clock.now() });
      return { ...edited, hour: await findHour(tx, survey.form, edited.respondent.prefecture) };
    });
  }
}

function formPage(edited: Timed<Edited>, { errors, typed, more } = shownFirst) {
  const { form, key, last, stored, besides, begunFromLast, respondent, hour } = edited;
  const { reading, judged } = readTexts(form, stored, last);
  const path = answerPath(key.survey, key.day);
  const round = roundName(form.cadence, key.day);
  const shown = { ...reading.typed, ...typed };
  const data = {
    title: form.title,
    caption: respondent.name,
    round,
    deadline: deadlineWord(form.cadence, key.day, hour),
    begunFromLast,
    besides: besides ? besidesWord('回答') : undefined,
    form: formView(form, { values: reading.values, judged, typed: shown, errors, last, more, seen: stored }),
    action: `${path}/edit`,
    autosave: `${path}/save`,
    pdf: `${path}/pdf`,
    back: path,
    institution: form.respondent === 'institution',
  };
  return page(view, data, {
    title: `${form.title}の入力 ${round}`,
    scripts: ['autosave.js', 'form-rows.js'],
    status: errors.length > 0 ? 422 : 200,
  });
}

const isSaving = (body: unknown): boolean => sentText(body, '_action') === 'save';
