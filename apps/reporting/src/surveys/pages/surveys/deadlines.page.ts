import { Body, Get, Inject, Post } from '@nestjs/common';
import { CLOCK, type Clock, type SignedIn } from '@todoke/service';
import { CurrentPerson, type FieldError, form, page, Page, redirect, template } from '@todoke/web';
import { z } from 'zod';
import { Databases } from '../../../persistence/databases.js';
import { SetDeadlines } from '../../actions/set-deadlines.js';
import { presentRound } from '../../domain/round.js';
import { surveys } from '../../forms.js';
import { findHour } from '../../persistence/deadlines.js';
import { placeWord, untilWord } from '../../words.js';

const view = template(import.meta.url, './deadlines.hbs');

/** Every half hour from 6:00 to 24:00, 'HH:MM'. */
const hours = Array.from({ length: 37 }, (_, at) => {
  const minutes = 6 * 60 + at * 30;
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
});

/** Surveys of institutions that are asked: of the others nobody waits for an hour. */
const timed = surveys().filter(({ respondent, ended }) => respondent === 'institution' && ended === undefined);

const deadlineForm = form(
  z.object(Object.fromEntries(timed.map((survey) => [survey.form, z.enum(hours)]))),
  Object.fromEntries(
    timed.map(({ form: name, title }) => [
      name,
      { label: `${title}の回答期限`, required: true, input: 'select', prompt: false, options: [] } as const,
    ]),
  ),
);

/** 回答期限の設定: the hour until which a prefecture wants the answers of its institutions. */
@Page('surveys/deadlines', { roles: ['prefecture'] })
export class DeadlinesPage {
  constructor(
    private readonly databases: Databases,
    private readonly setting: SetDeadlines,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  async show(@CurrentPerson() person: SignedIn) {
    const values = await this.databases.forPerson(person, async (tx) => {
      const found: Record<string, string> = {};
      for (const { form: name } of timed) found[name] = await findHour(tx, name, person.prefecture);
      return found;
    });
    return this.deadlines(person, values);
  }

  @Post()
  async set(@Body() body: unknown, @CurrentPerson() person: SignedIn) {
    const read = deadlineForm.read(body);
    if (!read.ok) return this.deadlines(person, read.values, read.errors);
    await this.setting.run(person, read.value);
    return redirect('/surveys/deadlines', '回答期限を保存しました。');
  }

  private deadlines(person: SignedIn, values: Readonly<Record<string, unknown>>, errors: FieldError[] = []) {
    const now = this.clock.now();
    const options = Object.fromEntries(
      timed.map(({ form: name, cadence }) => {
        const round = presentRound(cadence, now);
        const ofDay = cadence === 'weekly' ? '' : 'その日の';
        return [
          name,
          { options: hours.map((value) => ({ value, label: `${ofDay}${untilWord(cadence, round, value)}` })) },
        ];
      }),
    );
    const data = { place: placeWord(person), form: deadlineForm.view(values, errors, options) };
    return page(view, data, { title: '回答期限の設定', status: errors.length > 0 ? 422 : 200 });
  }
}
