import { Get, Param, Post } from '@nestjs/common';
import type { SignedIn } from '@todoke/service';
import { CurrentPerson, page, Page, redirect, template } from '@todoke/web';
import { findInstitution } from '../../../institutions/index.js';
import { Databases } from '../../../persistence/databases.js';
import { BeginPaper } from '../../actions/begin-paper.js';
import { problems } from '../../problems.js';

const view = template(import.meta.url, './begin.hbs');

/** 紙の報告の代行入力: the prefecture begins it (R56). */
@Page('paper-reports/begin/:institution', { roles: ['prefecture'] })
export class BeginPage {
  constructor(
    private readonly databases: Databases,
    private readonly beginning: BeginPaper,
  ) {}

  @Get()
  async show(@Param('institution') id: string, @CurrentPerson() person: SignedIn) {
    const institution = await this.databases.forPerson(person, (tx) => findInstitution(tx, id));
    if (institution === undefined) throw problems.reportMissing();
    const data = { name: institution.name, action: `/paper-reports/begin/${institution.id}` };
    return page(view, data, { title: '紙の報告の代行入力' });
  }

  @Post()
  async begin(@Param('institution') id: string, @CurrentPerson() person: SignedIn) {
    return redirect(`/paper-reports/${await this.beginning.run(person, id)}`);
  }
}
