import { Get, Param } from '@nestjs/common';
import { readApplicationNumber } from '@todoke/lifecycle';
import type { SignedIn } from '@todoke/service';
import { CurrentPerson, page, Page, template } from '@todoke/web';
import { officialOf } from '../../../reviews/index.js';
import { OpenMails } from '../../actions/open-mails.js';
import { problems } from '../../problems.js';
import { mailsView } from './application-mails.view.js';

const view = template(import.meta.url, './application-mails.hbs');

/** メール送信状況 of one application: each mail, and what the desk tells whoever asks about it (R79, R81). */
@Page('mails/:number', { roles: ['prefecture', 'health-centre', 'secretariat'] })
export class ApplicationMailsPage {
  constructor(private readonly mails: OpenMails) {}

  @Get()
  async show(@Param('number') typed: string, @CurrentPerson() person: SignedIn) {
    const number = readApplicationNumber(typed);
    if (number === undefined) throw problems.applicationMissing();
    const official = officialOf(person);
    const found = await this.mails.run(number, official);
    return page(view, mailsView(found, official), { title: `メール送信状況 ${number}` });
  }
}
