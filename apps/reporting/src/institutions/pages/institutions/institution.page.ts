import { Get, Inject, Param } from '@nestjs/common';
import { SETTINGS, type SignedIn } from '@todoke/service';
import { CurrentPerson, page, Page, template } from '@todoke/web';
import type { Config } from '../../../config.js';
import { OpenInstitution } from '../../actions/open-institution.js';
import { problems } from '../../problems.js';
import { institutionView } from './institution.view.js';

const view = template(import.meta.url, './institution.hbs');

/** One institution of 医療機関マスタ, read-only (R146, R154). An institution sees itself. */
@Page('institutions/:id', { roles: ['institution', 'prefecture', 'health-centre', 'municipality', 'secretariat'] })
export class InstitutionPage {
  constructor(
    private readonly details: OpenInstitution,
    @Inject(SETTINGS) private readonly config: Config,
  ) {}

  @Get()
  async show(@Param('id') asked: string, @CurrentPerson() person: SignedIn) {
    const details = await this.details.run(known(asked), person);
    const data = {
      ...institutionView(details),
      supportPhone: this.config.SUPPORT_PHONE,
      back: person.role === 'institution' ? undefined : '/institutions',
    };
    return page(view, data, { title: details.institution.name });
  }
}

/** @throws Problem institution-missing for text that cannot be an id, as for an unknown one */
function known(asked: string): string {
  if (!/^[\w-]{1,64}$/.test(asked)) throw problems.institutionMissing();
  return asked;
}
