import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { dayInTokyo } from '@todoke/japan';
import { permissionFor } from '@todoke/lifecycle';
import { CLOCK, type Clock, type SignedIn } from '@todoke/service';
import { findInstitution } from '../../institutions/index.js';
import { Databases } from '../../persistence/databases.js';
import { possibilities } from '../domain/possible.js';
import { formOn } from '../forms.js';
import { problems } from '../problems.js';
import { beginAs } from './begin-report.js';
import { findStanding } from './find-own.js';

/** 代行入力: the prefecture begins the report of an institution that reported on paper (R56). */
@Injectable()
export class BeginPaper {
  constructor(
    private readonly databases: Databases,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Repeated, it leads to the report that was begun.
   * @returns its id
   * @throws Problem report-missing for another prefecture's institution; entered-online; not-possible
   */
  run(person: SignedIn, id: string): Promise<string> {
    const now = this.clock.now();
    return this.databases.forPerson(person, async (tx) => {
      const institution = await findInstitution(tx, id);
      if (institution?.prefecture !== person.prefecture || institution === undefined) throw problems.reportMissing();
      const scheme = permissionFor(institution.type);
      const standing = await findStanding(tx, institution, scheme, now);
      const { fiscalYear } = standing.window;
      const begun = standing.reports.find((one) => one.kind !== 'occasional' && one.fiscalYear === fiscalYear);
      if (begun !== undefined) {
        if (begun.route !== 'paper') throw problems.enteredOnline();
        return begun.id;
      }
      const possible = possibilities(standing, now);
      const kind = (['yearly', 'new'] as const).find((one) => possible[one].is === 'possible');
      if (kind === undefined) throw problems.notPossible();
      const report = randomUUID();
      const formVersion = formOn(scheme, dayInTokyo(now)).version;
      const wanted = { id: report, scheme, fiscalYear, kind, route: 'paper' as const, formVersion };
      await beginAs(tx, institution, wanted, { by: person.sub, at: now });
      return report;
    });
  }
}
