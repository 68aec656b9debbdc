import { Body, HttpCode, Param, Post } from '@nestjs/common';
import { savedAnswer } from '@todoke/forms/pages';
import type { SignedIn } from '@todoke/service';
import { type AutosaveAnswer, CurrentPerson, Endpoint, readAutosave } from '@todoke/web';
import { SaveReport } from '../actions/save-report.js';
import { askedBy } from '../pages/reports/address.js';

/** Where a section saves itself while it is filled in. */
@Endpoint('reports/:scheme/:kind/save', { roles: ['institution'] })
export class SaveEndpoint {
  constructor(private readonly saving: SaveReport) {}

  @Post()
  @HttpCode(200)
  async save(
    @Param('scheme') scheme: string,
    @Param('kind') kind: string,
    @Body() body: unknown,
    @CurrentPerson() person: SignedIn,
  ): Promise<AutosaveAnswer> {
    const sent = readAutosave(body);
    return savedAnswer('報告', sent, await this.saving.run(askedBy(person, scheme, kind), sent));
  }
}
