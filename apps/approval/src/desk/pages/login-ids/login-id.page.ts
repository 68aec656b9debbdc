import { randomUUID } from 'node:crypto';
import { Body, Get, Param, Post } from '@nestjs/common';
import { isUuid } from '@todoke/database';
import type { SignedIn } from '@todoke/service';
import { Admits, CurrentPerson, page, Page, redirect, template } from '@todoke/web';
import { type Official, officialOf } from '../../../reviews/index.js';
import { LookUpLoginId } from '../../actions/look-up-login-id.js';
import { OpenInstitution } from '../../actions/open-institution.js';
import { RecordCheck } from '../../actions/record-check.js';
import { problems } from '../../problems.js';
import { institutionFacts } from '../institution-facts.js';
import { checkForm, checkIdOf } from './check.form.js';
import { checkTable, loginIdView } from './views.js';

const checkView = template(import.meta.url, './check.hbs');
const answerView = template(import.meta.url, './login-id.hbs');

type CheckView = ReturnType<typeof checkForm.view>;

/** One institution at ログインID照会: 本人確認, and only then the login ID (R163). */
@Page('login-ids/:institution', { roles: ['prefecture', 'secretariat'] })
export class LoginIdPage {
  constructor(
    private readonly opening: OpenInstitution,
    private readonly recording: RecordCheck,
    private readonly lookUp: LookUpLoginId,
  ) {}

  @Get()
  show(@Param('institution') asked: string, @CurrentPerson() person: SignedIn) {
    return this.institution(known(asked), officialOf(person), checkForm.view());
  }

  @Post()
  @Admits(['prefecture'])
  async check(@Param('institution') asked: string, @Body() body: unknown, @CurrentPerson() person: SignedIn) {
    const institution = known(asked);
    const official = officialOf(person);
    const id = checkIdOf(body);
    const read = checkForm.read(body);
    if (!read.ok) return this.institution(institution, official, checkForm.view(read.values, read.errors), id, 422);
    await this.recording.run(id, institution, read.value, official);
    return redirect(`/login-ids/${institution}/${id}`);
  }

  /** Asks accounts each time that it is opened. No answer is kept: the page is not stored by browsers either. */
  @Get(':check')
  @Admits(['prefecture'])
  async answer(@Param('institution') asked: string, @Param('check') check: string, @CurrentPerson() person: SignedIn) {
    const institution = known(asked);
    if (!isUuid(check)) throw problems.checkMissing();
    const found = await this.lookUp.run(institution, check, officialOf(person));
    return page(answerView, loginIdView(found), { title: `ログインID：${found.institution.name}` });
  }

  private async institution(
    id: string,
    official: Official,
    form: CheckView,
    check = randomUUID() as string,
    status = 200,
  ) {
    const { institution, checks, names } = await this.opening.run(id, official);
    const data = {
      name: institution.name,
      facts: institutionFacts(institution),
      checks: checkTable(checks, names),
      mayLookUp: official.role === 'prefecture',
      action: `/login-ids/${id}`,
      check,
      form,
    };
    return page(checkView, data, { title: `本人確認：${institution.name}`, status });
  }
}

/** @throws Problem institution-missing for text that cannot be an id, as for an unknown one */
function known(asked: string): string {
  if (!/^[\w-]{1,64}$/.test(asked)) throw problems.institutionMissing();
  return asked;
}
