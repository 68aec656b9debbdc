import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { audit } from '@todoke/database';
import { dayInTokyo } from '@todoke/japan';
import { CLOCK, type Clock, type SignedIn } from '@todoke/service';
import type { Institution } from '../../institutions/index.js';
import { Databases, type Transaction } from '../../persistence/databases.js';
import { beginning } from '../domain/editing.js';
import { possibilities } from '../domain/possible.js';
import { lastTime } from '../domain/publication.js';
import { type Act, begin, type Kind, type Report } from '../domain/report.js';
import { fiscalYearOf, type Scheme } from '../domain/window.js';
import { formOf, formOn } from '../forms.js';
import { insertDraft } from '../persistence/drafts.js';
import { findEarlier } from '../persistence/earlier.js';
import { insertReport } from '../persistence/reports.js';
import { problems } from '../problems.js';
import { findStanding, permitted } from './find-own.js';

/** 新規報告, 定期報告, 随時報告: begins a report with what was said last time. */
@Injectable()
export class BeginReport {
  constructor(
    private readonly databases: Databases,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Repeated, it leaves the report that was begun.
   * @throws Problem not-permitted; not-possible where this kind cannot be begun now
   */
  run(person: SignedIn, scheme: Scheme, kind: Kind): Promise<void> {
    const now = this.clock.now();
    return this.databases.forPerson(person, async (tx) => {
      const institution = await permitted(tx, person, scheme);
      const standing = await findStanding(tx, institution, scheme, now);
      const possibility = possibilities(standing, now)[kind];
      if (possibility.is === 'begun') return;
      if (possibility.is === 'impossible') throw problems.notPossible(possibility.why);
      const today = dayInTokyo(now);
      const fiscalYear = kind === 'occasional' ? fiscalYearOf(today) : standing.window.fiscalYear;
      const formVersion = formOn(scheme, today).version;
      const begun = { id: randomUUID(), scheme, fiscalYear, kind, route: 'web' as const, formVersion };
      await beginAs(tx, institution, begun, { by: person.sub, at: now });
    });
  }
}

/** Begins a report of an institution. Of two people who press at once, one begins it. */
export async function beginAs(
  tx: Transaction,
  institution: Institution,
  begun: Pick<Report, 'id' | 'scheme' | 'fiscalYear' | 'kind' | 'route' | 'formVersion'>,
  act: Act,
): Promise<void> {
  const { id, prefecture, municipalityCode, type } = institution;
  const step = begin({ ...begun, institution: id, prefecture, municipalityCode, type }, act);
  const { report } = step;
  if (!(await insertReport(tx, step))) return;
  const form = formOf(report);
  const last = lastTime(form, await findEarlier(tx, report, report.id));
  await insertDraft(tx, report.id, { texts: beginning(form, last, institution), last, ...act });
  const detail = { scheme: report.scheme, year: report.fiscalYear, kind: report.kind };
  await audit(tx, { actor: act.by, action: 'report.begun', subject: report.id, detail });
}
