import { Body, Get, Param, Post } from '@nestjs/common';
import { audit } from '@todoke/database';
import type { SignedIn } from '@todoke/service';
import {
  CurrentPerson,
  type FieldError,
  page,
  type PageView,
  Page,
  redirect,
  type Redirect,
  template,
} from '@todoke/web';
import { Databases } from '../../../../persistence/databases.js';
import { ReturnApplication } from '../../../actions/return-application.js';
import { checkHasBegun } from '../../../domain/application.js';
import { findApplication } from '../../../persistence/applications.js';
import { problems } from '../../../problems.js';
import { addressOf } from './address.js';
import { known } from './known.js';
import { returnForm } from './return.form.js';

const view = template(import.meta.url, './return.hbs');

/** 差戻し: the secretariat says why an application goes back to its prefecture (R46). */
@Page('secretariat/applications/:number/return', { roles: ['secretariat'] })
export class ReturnPage {
  constructor(
    private readonly databases: Databases,
    private readonly returning: ReturnApplication,
  ) {}

  @Get()
  show(@Param('number') typed: string, @CurrentPerson() person: SignedIn): Promise<PageView | Redirect> {
    return this.asked(known(typed), person);
  }

  @Post()
  async send(
    @Param('number') typed: string,
    @Body() body: unknown,
    @CurrentPerson() person: SignedIn,
  ): Promise<PageView | Redirect> {
    const number = known(typed);
    const read = returnForm.read(body);
    if (!read.ok) return this.asked(number, person, read);
    await this.returning.run(number, read.value, person.sub);
    return redirect(addressOf(number), '都道府県に差し戻しました。');
  }

  /** The form; where the application can go back no more, its page, which says why. */
  private asked(
    number: string,
    person: SignedIn,
    typed?: { readonly values: Readonly<Record<string, unknown>>; readonly errors: readonly FieldError[] },
  ): Promise<PageView | Redirect> {
    return this.databases.inRequest(async (tx) => {
      const application = await findApplication(tx, number);
      if (application === undefined) throw problems.applicationMissing();
      const { progress, round, items } = application;
      if (checkHasBegun(progress)) return redirect(addressOf(number));
      await audit(tx, { actor: person.sub, action: 'application.read', subject: number });
      const data = {
        caption: `${number}　${items.institutionName}`,
        action: `${addressOf(number)}/return`,
        back: addressOf(number),
        form: returnForm.view(typed?.values ?? { round }, typed?.errors),
      };
      return page(view, data, { title: '申請の差戻し', status: typed === undefined ? 200 : 422 });
    });
  }
}
