import { Body, Get, HttpCode, Post } from '@nestjs/common';
import {
  changesIn,
  mergeChanges,
  page,
  Page,
  readAutosave,
  redirect,
  seenIn,
  template,
  type AutosaveAnswer,
  type PageView,
  type Redirect,
} from '@todoke/web';
import {
  inputTexts,
  judge,
  readAnswers,
  refusalsOf,
  settled,
  textsToKeep,
  type Form,
  type Texts,
  type Values,
} from '../../src/index.js';
import { afterPress, answersView, formView, pressedIn, savedAnswer } from '../../src/pages/index.js';

const answersPage = template(import.meta.url, './answers.hbs');
const readPage = template(import.meta.url, './read.hbs');
const at = new Date('2026-11-20T14:03:00+09:00');
const scripts = ['autosave.js', 'form-rows.js'];

/** One answer to one form, in the memory of the test. */
export class Store {
  texts: Texts = {};
  last: Values | undefined;
  besides = false;
  answered: Values | undefined;

  constructor(readonly form: Form) {}

  get values(): Values {
    return readAnswers(this.form, this.texts).values;
  }

  set values(values: Values) {
    this.texts = inputTexts(this.form, values);
  }
}

/** A form as a survey has it: filled in, saved while one types, given, read. */
@Page('answers', { roles: ['prefecture'] })
export class AnswersPage {
  constructor(private readonly store: Store) {}

  @Get()
  show(): PageView {
    const { form, texts, last } = this.store;
    const { values, typed } = readAnswers(form, texts);
    const view = formView(form, { values, typed, judged: judge(form, values, { last }), last, seen: texts });
    return page(answersPage, { view }, { title: '例の調査', scripts, wide: true });
  }

  @Get('read')
  read(): PageView {
    const { form, answered = {} } = this.store;
    return page(readPage, { answers: answersView(form, answered) }, { title: '例の調査の回答' });
  }

  @Post('save')
  @HttpCode(200)
  save(@Body() body: unknown): AutosaveAnswer {
    const { form, last, besides } = this.store;
    const sent = readAutosave(body);
    const { merged, conflicts } = mergeChanges(this.store.texts, sent);
    const reading = readAnswers(form, merged);
    this.store.texts = textsToKeep(form, reading);
    const judged = judge(form, reading.values, { last });
    return savedAnswer('回答', sent, { form, reading, judged, conflicts, at, besides });
  }

  @Post()
  answer(@Body() body: unknown): PageView | Redirect {
    const { form, last } = this.store;
    const seen = seenIn(body);
    const { typed } = readAnswers(form, body);
    const { merged, conflicts } = mergeChanges(this.store.texts, { changes: changesIn(typed, seen), seen });
    const pressed = pressedIn(form, body);
    const read = readAnswers(form, merged);
    const reading = pressed === undefined ? read : afterPress(form, read, pressed, last);
    this.store.texts = textsToKeep(form, reading);
    const judged = judge(form, reading.values, { last });
    const errors = refusalsOf(form, reading.problems, judged);
    if (pressed === undefined && errors.length === 0 && conflicts.length === 0) {
      this.store.answered = settled(form, reading.values, judged);
      return redirect('/answers/read', '回答しました。');
    }
    const more = pressed?.button === 'add' ? pressed.table : undefined;
    const shown = { values: reading.values, typed: reading.typed, judged, last, more, seen: this.store.texts };
    const view = formView(form, { ...shown, errors: pressed === undefined ? errors : [] });
    return page(answersPage, { view }, { title: '例の調査', scripts, wide: true, status: pressed ? 200 : 422 });
  }
}
