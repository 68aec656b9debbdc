import { Get, Inject } from '@nestjs/common';
import { findMunicipalityByCode, prefectureName } from '@todoke/japan';
import { stateWords } from '@todoke/lifecycle';
import { CLOCK, type Clock, SETTINGS, type SignedIn } from '@todoke/service';
import { CurrentPerson, page, Page, redirect, template } from '@todoke/web';
import type { Config } from '../../config.js';
import { findOwnInstitution } from '../../institutions/index.js';
import { Databases } from '../../persistence/databases.js';
import { reportsOnHome, reportsOnHomeStyles } from '../../reports/index.js';
import { surveysOnHome, surveysOnHomeStyles } from '../../surveys/index.js';
import { tablesOnHome } from '../../tables/index.js';
import { countedStates } from '../domain/application.js';
import { countByState } from '../persistence/applications.js';

const institutionHome = template(import.meta.url, './institution-home.hbs');
const officialsHome = template(import.meta.url, './officials-home.hbs');

/** ホーム: the page after sign-in and the choice of G-MIS (R92, R130). */
@Page('', { roles: 'signed-in' })
export class HomePage {
  constructor(
    private readonly databases: Databases,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SETTINGS) private readonly config: Config,
  ) {}

  @Get()
  async show(@CurrentPerson() person: SignedIn) {
    switch (person.role) {
      case 'institution':
        return this.forInstitution(person);
      case 'ops':
        // Nothing here is theirs.
        return redirect(this.config.NOTIFICATIONS_URL);
      default:
        return this.forOfficials(person);
    }
  }

  private async forInstitution(person: SignedIn) {
    const { institution, reports, surveys } = await this.databases.forPerson(person, async (tx) => ({
      institution: await findOwnInstitution(tx, person.institution),
      reports: await reportsOnHome(tx, person, this.clock.now()),
      surveys: await surveysOnHome(tx, person, this.clock.now()),
    }));
    const data = { name: institution?.name, reports, surveys };
    return page(institutionHome, data, { title: 'ホーム', styles: reportsOnHomeStyles });
  }

  private async forOfficials(person: SignedIn) {
    const { counts, surveys } = await this.databases.forPerson(person, async (tx) => ({
      counts: await countByState(tx),
      surveys: await surveysOnHome(tx, person, this.clock.now()),
    }));
    const tables = await tablesOnHome(this.databases, person, this.clock.now());
    const most = Math.max(1, ...counts.values());
    const rows = countedStates.map((state) => {
      const count = counts.get(state) ?? 0;
      return { state: stateWords[state], count, bar: Math.ceil((count / most) * 100) };
    });
    const total = rows.reduce((sum, { count }) => sum + count, 0);
    const list = person.role === 'municipality' ? undefined : this.config.APPROVAL_URL;
    return page(
      officialsHome,
      { jurisdiction: jurisdictionOf(person), surveys, tables, rows, total, list },
      { title: 'ホーム', styles: surveysOnHomeStyles, wide: true },
    );
  }
}

function jurisdictionOf({ role, prefecture, area = [] }: SignedIn): string {
  if (role === 'secretariat') return '全国';
  const names = area.map((code) => findMunicipalityByCode(code.slice(0, 5))?.name ?? code);
  return prefectureName(prefecture ?? '') + (role === 'prefecture' ? '' : names.map((name) => `　${name}`).join(''));
}
