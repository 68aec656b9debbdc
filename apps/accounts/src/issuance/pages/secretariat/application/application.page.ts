import { describeSections } from '@todoke/application-form';
import { Body, Get, Inject, Param, Post } from '@nestjs/common';
import { audit } from '@todoke/database';
import { CLOCK, type Clock, Problem, type SignedIn } from '@todoke/service';
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
import { matchInstitution } from '../../../../institutions/index.js';
import { Databases, type Transaction } from '../../../../persistence/databases.js';
import { checkHasBegun } from '../../../domain/application.js';
import { problems } from '../../../problems.js';
import { CompleteCheck, fingerprint } from '../../../actions/complete-check.js';
import { factsOf } from '../../../actions/facts-of.js';
import { findApplication } from '../../../persistence/applications.js';
import { addressOf } from './address.js';
import { progressFacts } from './application-facts.js';
import { checkForm } from './application.form.js';
import { known } from './known.js';
import { choicesOf, matchView } from './match-view.js';

const view = template(import.meta.url, './application.hbs');

/** One application for the secretariat: its items, the result of the match, and 確認完了 (R46, R67). */
@Page('secretariat/applications', { roles: ['secretariat'] })
export class ApplicationPage {
  constructor(
    private readonly databases: Databases,
    private readonly completeCheck: CompleteCheck,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get(':number')
  async show(@Param('number') typed: string, @CurrentPerson() person: SignedIn): Promise<PageView> {
    const number = known(typed);
    return this.databases.inRequest(async (tx) => {
      const shown = await this.pageOf(tx, number);
      await audit(tx, { actor: person.sub, action: 'application.read', subject: number });
      return shown;
    });
  }

  @Post(':number')
  async complete(
    @Param('number') typed: string,
    @Body() body: unknown,
    @CurrentPerson() person: SignedIn,
  ): Promise<PageView | Redirect> {
    const number = known(typed);
    const reading = checkForm.read(body);
    const { seen = '', choice } = (reading.ok ? reading.value : {}) as { seen?: string; choice?: string };
    try {
      const confirmation = { seen, ...(choice && { choice }) };
      await this.completeCheck.run(number, confirmation, person.sub);
      return redirect(addressOf(number), '確認を完了しました。');
    } catch (error) {
      if (!(error instanceof Problem) || error.kind === 'missing') throw error;
      const field = error.code === 'choice-missing' ? 'choice' : '';
      const refused = { status: error.status, errors: [{ field, message: error.text }] };
      return this.pageOf(this.databases.app, number, refused);
    }
  }

  private async pageOf(
    tx: Transaction,
    number: string,
    refused?: { status: number; errors: FieldError[] },
  ): Promise<PageView> {
    const application = await findApplication(tx, number);
    if (application === undefined) throw problems.applicationMissing();
    const { items, route, progress } = application;
    const open = progress.status === 'to-check';
    const match = open ? await matchInstitution(tx, factsOf(items)) : undefined;
    const data = {
      number,
      // Where there is no form left to show it with.
      refusal: open ? undefined : refused?.errors[0]?.message,
      progress: progressFacts(application, this.clock.now()),
      sections: describeSections(items),
      ...(!checkHasBegun(progress) && { giveBack: `${addressOf(number)}/return` }),
      ...(match && {
        match: matchView(match, items, route),
        choices: choicesOf(match).length > 0,
        form: checkForm.view({ seen: fingerprint(match) }, refused?.errors, { choice: { options: choicesOf(match) } }),
      }),
    };
    return page(view, data, { title: `申請 ${number}`, ...(refused && { status: refused.status }) });
  }
}
