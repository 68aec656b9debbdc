import { lookUp, lookUpView, type Pressed, pressedIn, sections, sentWith } from '@todoke/application-form';
import { Body, Get, Post, Query, Req } from '@nestjs/common';
import { type FieldError, Page, redirect, sentText, template, type WebRequest } from '@todoke/web';
import { KeepValues } from '../../../actions/keep-values.js';
import type { DraftAt } from '../../../domain/draft.js';
import '../../agreements/texts.js';
import { type Answer, Journey } from '../journey.js';
import { urls } from '../urls.js';
import { applicationForm, keptValues, overlongIn, valuesOf } from './application.form.js';

const view = template(import.meta.url, './application.hbs');

type Filling = DraftAt<'input'> | DraftAt<'confirm'>;

/** ユーザ登録申請入力 (R21–R39). */
@Page(urls.application, { roles: 'everybody' })
export class ApplicationPage {
  constructor(
    private readonly journey: Journey,
    private readonly keepValues: KeepValues,
  ) {}

  @Get()
  ask(@Req() request: WebRequest, @Query('address') address: unknown, @Query('done') done: unknown): Promise<Answer> {
    return this.journey.at(request, ['input', 'confirm'], (draft) =>
      this.show(draft, draft.values, overlongIn(draft.values), lookUpView(draft.values, { address, done })),
    );
  }

  @Post()
  take(@Req() request: WebRequest, @Body() body: unknown): Promise<Answer> {
    const entered = async (draft: Filling): Promise<Answer> => {
      await this.journey.throttle(request, 'formOfSession');
      const pressed = pressedIn(sentText(body, 'look-up'));
      return pressed === undefined ? this.confirm(draft, body) : this.lookUp(draft, body, pressed);
    };
    // It comes back when the same address is verified again (R17).
    const tooLate = async (draft: Filling): Promise<void> => {
      const { values } = applicationForm.read(body, { email: draft.address });
      await this.keepValues.run(draft.id, { values: keptValues(values) });
    };
    return this.journey.at(request, ['input', 'confirm'], entered, tooLate);
  }

  /** 「確認」 (R39). */
  private async confirm(draft: Filling, body: unknown): Promise<Answer> {
    const reading = applicationForm.read(body, { email: draft.address });
    if (!reading.ok) {
      await this.keepValues.run(draft.id, { values: keptValues(reading.values) });
      return this.show(draft, reading.values, reading.errors);
    }
    const { termsAccepted: _terms, privacyAccepted: _privacy, ...items } = reading.value;
    await this.keepValues.run(draft.id, { values: valuesOf(items), items });
    return redirect(urls.confirm);
  }

  /** 「住所を検索」, one of the addresses it offered, or 「…に置き換える」 (R27). */
  private async lookUp(draft: Filling, body: unknown, pressed: Pressed): Promise<Answer> {
    const sent = applicationForm.read(sentWith(body, pressed), { email: draft.address });
    const { values, shown } = lookUp(keptValues(sent.values), pressed);
    await this.keepValues.run(draft.id, { values });
    return redirect(`${urls.application}?${new URLSearchParams({ ...shown }).toString()}#postal-look-up`);
  }

  private show(draft: Filling, values: object, errors: readonly FieldError[], lookUp = {}): Promise<Answer> {
    const form = applicationForm.view({ ...values, email: draft.address }, errors);
    const data = {
      form,
      lookUp,
      sections: sections.map(({ title, fields }) => ({ title, fields: fields.map((key) => form.field[key]) })),
    };
    const scripts = ['postal-code.js', 'registration/time-limit.js'];
    const refused = errors.length > 0 && { status: 422 };
    return this.journey.show(view, data, { title: 'ユーザ登録申請入力', step: 3, scripts, ...refused }, draft);
  }
}
