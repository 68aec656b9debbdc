import { Body, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { CLOCK, type Clock, type SignedIn } from '@todoke/service';
import { CurrentPerson, Page } from '@todoke/web';
import { Databases } from '../../../persistence/databases.js';
import { SaveReport } from '../../actions/save-report.js';
import { pressSection, type SectionParts, showSection } from '../reports/section.page.js';
import { paperAsked } from './paper-asked.js';

/** A section of a report on paper. */
@Page('paper-reports/:report/:section', { roles: ['prefecture'] })
export class PaperSectionPage {
  private readonly parts: SectionParts;

  constructor(databases: Databases, saving: SaveReport, @Inject(CLOCK) clock: Clock) {
    this.parts = { databases, saving, clock };
  }

  @Get()
  show(@Param('report') report: string, @Param('section') section: string, @CurrentPerson() person: SignedIn) {
    return showSection(this.parts, paperAsked(person, report), section);
  }

  @Post()
  @HttpCode(200)
  press(
    @Param('report') report: string,
    @Param('section') section: string,
    @Body() body: unknown,
    @CurrentPerson() person: SignedIn,
  ) {
    return pressSection(this.parts, paperAsked(person, report), section, body);
  }
}
