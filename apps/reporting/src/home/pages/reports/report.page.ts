import { Get, Inject, Param } from '@nestjs/common';
import { atTokyo, formatDate } from '@todoke/japan';
import { permissions, schemeWord, type Permission } from '@todoke/lifecycle';
import { CLOCK, type Clock, SETTINGS, type SignedIn } from '@todoke/service';
import { CurrentPerson, page, Page, template } from '@todoke/web';
import type { Config } from '../../../config.js';
import { findOwnInstitution } from '../../../institutions/index.js';
import { Databases } from '../../../persistence/databases.js';
import { reportAccess, type ReportAccess } from '../../domain/report-access.js';
import { findWindow } from '../../persistence/report-windows.js';
import { problems } from '../../problems.js';

const view = template(import.meta.url, './report.hbs');

/** Path of the application form at registration (R1). */
const applicationPath = '/user-Registration-Form';

/** The page behind one of the two buttons of an institution (R57, R65). */
@Page('reports/:scheme', { roles: ['institution'] })
export class ReportPage {
  constructor(
    private readonly databases: Databases,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SETTINGS) private readonly config: Config,
  ) {}

  @Get()
  async show(@Param('scheme') wanted: string, @CurrentPerson() person: SignedIn) {
    const scheme = permissions.find((known) => known === wanted);
    if (scheme === undefined) throw problems.pageMissing();
    const { institution, window } = await this.databases.forPerson(person, async (tx) => {
      const own = await findOwnInstitution(tx, person.institution);
      return { institution: own, window: own && (await findWindow(tx, own.prefecture)) };
    });
    const access = reportAccess(institution, scheme, window, this.clock.now());
    const data = {
      name: institution?.name,
      ...wordsFor(access, scheme),
      apply: new URL(applicationPath, this.config.REGISTRATION_URL).href,
    };
    return page(view, data, { title: schemeWord(scheme) });
  }
}

function wordsFor(access: ReportAccess, scheme: Permission) {
  const title = schemeWord(scheme);
  switch (access.kind) {
    case 'unknown':
      return { title, unknown: true };
    case 'not-permitted':
      return { title, notPermitted: true };
    default: {
      const { firstDay, lastDay, fiscalYear } = access.window;
      const days = { from: formatDate(atTokyo(firstDay)), to: formatDate(atTokyo(lastDay)), fiscalYear };
      return { title, [access.kind]: days };
    }
  }
}
