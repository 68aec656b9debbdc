import { lookUpPostalCode, sections } from '@todoke/application-form';
import { Body, Get, Post, Query, Req } from '@nestjs/common';
import { type FieldError, Page, partial, redirect, template, type WebRequest } from '@todoke/web';
import { KeepValues } from '../../../actions/keep-values.js';
import type { DraftAt, TypedValues } from '../../../domain/draft.js';
import { addressLine, fillAddress } from '../../../domain/found-address.js';
import '../../agreements/texts.js';
import { type Answer, Journey } from '../journey.js';
import { urls } from '../urls.js';
import { applicationForm, keptValues, valuesOf } from './application.form.js';

partial('postal-look-up', import.meta.url, './postal-look-up.hbs');
const view = template(import.meta.url, './application.hbs');

type Filling = DraftAt<'input'> | DraftAt<'confirm'>;

/** What the look-up of the kept postal code says, for a reader without script. */
function lookUpView(values: TypedValues, filled: boolean): object {
  const found = lookUpPostalCode(values['postalCode']);
  if (found.kind !== 'found') return { refusal: found };
  if (filled || found.addresses.length === 1) return { filled: true };
  return { choices: found.addresses.map((address, index) => ({ index, label: addressLine(address) })) };
}

/** ユーザ登録申請入力 (R21–R39). */
@Page(urls.application, { roles: 'everybody' })
export class ApplicationPage {
  constructor(
    private readonly journey: Journey,
    private readonly keepValues: KeepValues,
  ) {}

  @Get()
  ask(@Req() request: WebRequest, @Query('address') address: unknown): Promise<Answer> {
    return this.journey.at(request, ['input', 'confirm'], (draft) => {
      const asked = address === 'looked-up' || address === 'chosen';
      const lookUp = asked ? lookUpView(draft.values, address === 'chosen') : undefined;
      return this.show(draft, draft.values, [], lookUp);
    });
  }

  @Post()
  take(@Req() request: WebRequest, @Body() body: unknown): Promise<Answer> {
    const entered = async (draft: Filling): Promise<Answer> => {
      await this.journey.throttle(request, 'formOfSession');
      const pressed = buttonIn(body);
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

  /** 「住所を検索」, or one of the addresses it offered (R27). */
  private async lookUp(draft: Filling, body: unknown, pressed: 'look-up' | number): Promise<Answer> {
    const values = keptValues(applicationForm.read(body, { email: draft.address }).values);
    const found = lookUpPostalCode(values['postalCode']);
    const addresses = found.kind === 'found' ? found.addresses : [];
    const only = addresses.length === 1 ? addresses[0] : undefined;
    const chosen = pressed === 'look-up' ? only : addresses[pressed];
    await this.keepValues.run(draft.id, { values: chosen ? fillAddress(values, chosen) : values });
    const what = pressed === 'look-up' ? 'looked-up' : 'chosen';
    return redirect(`${urls.application}?address=${what}#postal-look-up`);
  }

  private show(draft: Filling, values: object, errors: readonly FieldError[], lookUp = {}): Promise<Answer> {
    const form = applicationForm.view({ ...values, email: draft.address }, errors);
    const data = {
      form,
      lookUp,
      sections: sections.map(({ title, fields }) => ({ title, fields: fields.map((key) => form.field[key]) })),
    };
    const scripts = ['registration/postal-code.js', 'registration/time-limit.js'];
    const refused = errors.length > 0 && { status: 422 };
    return this.journey.show(view, data, { title: 'ユーザ登録申請入力', step: 3, scripts, ...refused }, draft);
  }
}

/** Which button of the look-up was pressed; undefined for 「確認」. */
function buttonIn(body: unknown): 'look-up' | number | undefined {
  const pressed = typeof body === 'object' && body !== null && 'look-up' in body ? body['look-up'] : undefined;
  if (typeof pressed !== 'string') return undefined;
  return /^\d{1,3}$/.test(pressed) ? Number(pressed) : 'look-up';
}
