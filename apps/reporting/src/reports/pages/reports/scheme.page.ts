import { Get, Inject, Param } from '@nestjs/common';
import { permissions, schemeWord } from '@todoke/lifecycle';
import { CLOCK, type Clock, SETTINGS, type SignedIn } from '@todoke/service';
import { dayInTokyo } from '@todoke/japan';
import { CurrentPerson, page, Page, template } from '@todoke/web';
import type { Config } from '../../../config.js';
import { findOwnInstitution } from '../../../institutions/index.js';
import { Databases } from '../../../persistence/databases.js';
import { accessOf } from '../../domain/possible.js';
import { lastDayOf, phaseOf, presentWindow, type ReportWindow } from '../../domain/window.js';
import { findWindows } from '../../persistence/windows.js';
import { problems } from '../../problems.js';
import { dayWord } from '../../words.js';

const view = template(import.meta.url, './scheme.hbs');

/** Path of the application form at registration (R1). */
const applicationPath = '/user-Registration-Form';

/** The page behind one of the two buttons of an institution (R57, R65). */
@Page('reports/:scheme', { roles: ['institution'] })
export class SchemePage {
  constructor(
    private readonly databases: Databases,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SETTINGS) private readonly config: Config,
  ) {}

  @Get()
  async show(@Param('scheme') wanted: string, @CurrentPerson() person: SignedIn) {
    const scheme = permissions.find((known) => known === wanted);
    if (scheme === undefined) throw problems.pageMissing();
    const now = this.clock.now();
    const { institution, window } = await this.databases.forPerson(person, async (tx) => {
      const own = await findOwnInstitution(tx, person.institution);
      if (own === undefined) return { institution: own };
      const place = { prefecture: own.prefecture, scheme };
      return { institution: own, window: presentWindow(await findWindows(tx, place), place, now) };
    });
    const access = accessOf(institution, scheme);
    const data = {
      title: schemeWord(scheme),
      name: institution?.name,
      unknown: access === 'unknown',
      notPermitted: access === 'not-permitted' || access === 'not-concerned',
      ...(window && access === 'permitted' && { [phaseOf(window, dayInTokyo(now))]: daysOf(window) }),
      apply: new URL(applicationPath, this.config.REGISTRATION_URL).href,
    };
    return page(view, data, { title: schemeWord(scheme) });
  }
}

const daysOf = (window: ReportWindow) => ({
  from: dayWord(window.opensOn),
  to: dayWord(lastDayOf(window)),
  fiscalYear: window.fiscalYear,
});
