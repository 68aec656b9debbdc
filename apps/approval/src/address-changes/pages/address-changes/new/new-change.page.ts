import { randomUUID } from 'node:crypto';
import { Body, Get, HttpCode, Post, Query } from '@nestjs/common';
import { isUuid } from '@todoke/database';
import { type FieldError, Problem, type SignedIn } from '@todoke/service';
import { CurrentPerson, page, Page, queriedText, redirect, sentText, template } from '@todoke/web';
import { Databases } from '../../../../persistence/databases.js';
import {
  findInstitution,
  findInstitutionsByCode,
  type KnownInstitution,
  type Official,
  officialOf,
} from '../../../../reviews/index.js';
import { ReceiveAddressChange } from '../../../actions/receive-address-change.js';
import { problems } from '../../../problems.js';
import { meantInstitution } from './meant-institution.js';
import { toldFactsForm } from './told-facts.form.js';

const view = template(import.meta.url, './new-change.hbs');

/** Shown for an institution of the register that has no code. */
const noCode = '（登録なし）';

/**
 * 受付 of a メールアドレス変更依頼 (R59). The institution is typed, or was chosen on a page that looks institutions up
 * (`?institution=`).
 */
@Page('address-changes/new', { roles: ['prefecture'] })
export class NewChangePage {
  constructor(
    private readonly databases: Databases,
    private readonly receiving: ReceiveAddressChange,
  ) {}

  @Get()
  async show(@Query() query: unknown, @CurrentPerson() person: SignedIn) {
    const chosen = await this.chosen(query, officialOf(person));
    return shown(chosen, knownOf(chosen), randomUUID());
  }

  @Post()
  @HttpCode(200)
  async receive(@Query() query: unknown, @Body() body: unknown, @CurrentPerson() person: SignedIn) {
    const official = officialOf(person);
    const chosen = await this.chosen(query, official);
    const sent = sentText(body, 'request') ?? '';
    const request = isUuid(sent) ? sent : randomUUID();
    const read = toldFactsForm.read(body, knownOf(chosen));
    if (!read.ok) return shown(chosen, read.values, request, read.errors);
    const { institutionName, institutionCode, ...facts } = read.value;
    const found = chosen ? [chosen] : await this.withCode(institutionCode, official);
    const meant = meantInstitution(found, institutionName);
    if ('errors' in meant) return shown(chosen, read.values, request, meant.errors);
    try {
      const id = await this.receiving.run({ id: request, institution: meant.institution.id, ...facts }, official);
      return redirect(`/address-changes/${id}`, '受け付けました。内容を確かめて、変更を実行してください。');
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'open-already') throw error;
      return shown(chosen, read.values, request, [{ field: '', message: error.text }]);
    }
  }

  /** @throws Problem institution-missing, also for that of another prefecture */
  private async chosen(query: unknown, official: Official): Promise<KnownInstitution | undefined> {
    const id = queriedText(query, 'institution');
    if (id === '') return undefined;
    const found = await this.databases.forOfficial(official, (tx) => findInstitution(tx, id));
    if (found === undefined) throw problems.institutionMissing();
    return found;
  }

  private withCode(code: string, official: Official): Promise<KnownInstitution[]> {
    return this.databases.forOfficial(official, (tx) => findInstitutionsByCode(tx, official.prefecture ?? '', code));
  }
}

const knownOf = (chosen: KnownInstitution | undefined): Record<string, string> =>
  chosen === undefined ? {} : { institutionName: chosen.name, institutionCode: chosen.institutionCode ?? noCode };

function shown(
  chosen: KnownInstitution | undefined,
  values: Readonly<Record<string, unknown>>,
  request: string,
  errors: readonly FieldError[] = [],
) {
  const fixed = chosen && { institutionName: { readonly: true }, institutionCode: { readonly: true, hint: '' } };
  const action = chosen ? `/address-changes/new?institution=${encodeURIComponent(chosen.id)}` : '/address-changes/new';
  const data = { form: toldFactsForm.view(values, errors, fixed), action, request, isChosen: chosen !== undefined };
  return page(view, data, { title: 'メールアドレス変更依頼の受付', status: errors.length > 0 ? 422 : 200 });
}
