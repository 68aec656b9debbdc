import { Body, Get, Inject, Param, Post } from '@nestjs/common';
import { readApplicationNumber } from '@todoke/lifecycle';
import { CLOCK, type Clock, type SignedIn } from '@todoke/service';
import { Admits, CurrentPerson, page, Page, redirect, template } from '@todoke/web';
import { ApproveApplication } from '../../actions/approve-application.js';
import { OpenDossier } from '../../actions/open-dossier.js';
import { RejectApplication } from '../../actions/reject-application.js';
import type { Official } from '../../domain/official.js';
import { problems } from '../../problems.js';
import { officialOf } from '../signed-in-official.js';
import { applicationView } from './application.view.js';
import { rejectionForm } from './rejection.form.js';

const view = template(import.meta.url, './application.hbs');

type Rejection = ReturnType<typeof rejectionForm.view>;

/** One application: its items, possible duplicates, mails, history, and the decision. */
@Page('applications/:number', { roles: ['prefecture', 'health-centre', 'secretariat'] })
export class ApplicationPage {
  constructor(
    private readonly dossier: OpenDossier,
    private readonly approval: ApproveApplication,
    private readonly rejection: RejectApplication,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  show(@Param('number') number: string, @CurrentPerson() person: SignedIn) {
    return this.application(known(number), officialOf(person), rejectionForm.view());
  }

  @Post('approve')
  @Admits(['prefecture', 'health-centre'])
  async approve(@Param('number') typed: string, @CurrentPerson() person: SignedIn) {
    const number = known(typed);
    await this.approval.run(number, officialOf(person));
    return redirect(`/applications/${number}`, '承認しました。');
  }

  @Post('reject')
  @Admits(['prefecture', 'health-centre'])
  async reject(@Param('number') typed: string, @Body() body: unknown, @CurrentPerson() person: SignedIn) {
    const number = known(typed);
    const official = officialOf(person);
    const read = rejectionForm.read(body);
    if (!read.ok) return this.application(number, official, rejectionForm.view(read.values, read.errors), 422);
    await this.rejection.run(number, official, read.value.reason);
    return redirect(`/applications/${number}`, '却下しました。却下理由を申請者にメールでお知らせします。');
  }

  /** A reload of a decision's page, or a sign-in in between, leads back to the application. */
  @Get(':decision')
  back(@Param('number') number: string, @Param('decision') decision: string) {
    if (decision !== 'approve' && decision !== 'reject') throw problems.applicationMissing();
    return redirect(`/applications/${known(number)}`);
  }

  private async application(number: string, official: Official, form: Rejection, status = 200) {
    const dossier = await this.dossier.run(number, official);
    const data = { ...applicationView(dossier, official, this.clock.now()), form };
    return page(view, data, { title: `申請 ${number}`, status });
  }
}

/** @throws Problem application-missing for text that cannot be a number, as for an unknown number */
function known(typed: string): string {
  const number = readApplicationNumber(typed);
  if (number === undefined) throw problems.applicationMissing();
  return number;
}
