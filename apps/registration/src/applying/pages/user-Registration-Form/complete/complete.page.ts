import { describeSections } from '@todoke/application-form';
import { Get, Req } from '@nestjs/common';
import { Page, template, type WebRequest } from '@todoke/web';
import type { DraftAt } from '../../../domain/draft.js';
import { Databases } from '../../../../persistence/databases.js';
import { findApplicationOf } from '../../../persistence/applications.js';
import { ApplicationPdf } from '../../../pdf/application-pdf.js';
import { lackingWords } from '../../../pdf/lacking-words.js';
import { problems } from '../../../problems.js';
import { type Answer, Journey } from '../journey.js';
import { urls } from '../urls.js';

const view = template(import.meta.url, './complete.hbs');

/** 申請完了 (R41–R44), for the session that submitted. */
@Page(urls.complete, { roles: 'everybody' })
export class CompletePage {
  constructor(
    private readonly journey: Journey,
    private readonly databases: Databases,
    private readonly pdf: ApplicationPdf,
  ) {}

  @Get()
  ask(@Req() request: WebRequest): Promise<Answer> {
    return this.journey.at(request, ['submitted'], (draft) => this.show(draft));
  }

  private async show(draft: DraftAt<'submitted'>): Promise<Answer> {
    const application = await findApplicationOf(this.databases.app, draft.id);
    if (application === undefined) throw problems.applicationMissing();
    const { number, items } = application;
    const sections = describeSections(items);
    const lacking = lackingWords(await this.pdf.lacking(sections));
    return this.journey.show(view, { number, sections, lacking }, { title: '申請完了', step: 5 });
  }
}
