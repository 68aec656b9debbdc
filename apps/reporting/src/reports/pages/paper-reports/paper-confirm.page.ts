import { Body, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { readTexts } from '@todoke/forms';
import { CLOCK, type Clock, type SignedIn } from '@todoke/service';
import { CurrentPerson, Page, redirect } from '@todoke/web';
import { findFiles } from '../../../files/index.js';
import { Databases } from '../../../persistence/databases.js';
import { type Asked, editReport, openReport } from '../../actions/open-report.js';
import { SubmitReport } from '../../actions/submit-report.js';
import { problems } from '../../problems.js';
import { confirmPage, seenIn } from '../reports/confirm.page.js';
import { paperAsked } from './paper-asked.js';

/** All that a report on paper will say, and 「報告する」 on behalf of the institution. */
@Page('paper-reports/:report/confirm', { roles: ['prefecture'] })
export class PaperConfirmPage {
  constructor(
    private readonly databases: Databases,
    private readonly submitting: SubmitReport,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  show(@Param('report') report: string, @CurrentPerson() person: SignedIn) {
    return this.confirmed(paperAsked(person, report));
  }

  @Post()
  @HttpCode(200)
  async submit(@Param('report') report: string, @Body() body: unknown, @CurrentPerson() person: SignedIn) {
    const asked = paperAsked(person, report);
    const files = await this.databases.forPerson(person, async (tx) => {
      const { report: own } = await openReport(tx, asked);
      return findFiles(tx, own.id);
    });
    if (!files.some(({ state }) => state !== 'refused')) throw problems.scanMissing();
    const outcome = await this.submitting.run(asked, seenIn(body));
    switch (outcome.kind) {
      case 'reported':
        return redirect(`/releases/${asked.onPaper}`, '報告しました。');
      case 'refused':
        return confirmPage(asked, outcome, outcome, { refused: true });
      case 'changed-meanwhile':
        return this.confirmed(asked, { changed: true });
    }
  }

  private async confirmed(asked: Asked, told: { readonly changed?: boolean } = {}) {
    const edited = await this.databases.forPerson(asked.person, (tx) => editReport(tx, asked, this.clock.now()));
    return confirmPage(asked, edited, readTexts(edited.form, edited.stored, edited.last), told);
  }
}
