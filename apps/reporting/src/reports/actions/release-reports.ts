import { Inject, Injectable } from '@nestjs/common';
import { audit } from '@todoke/database';
import { dayInTokyo } from '@todoke/japan';
import { CLOCK, type Clock, type SignedIn } from '@todoke/service';
import { allowed } from './allowed.js';
import { Databases } from '../../persistence/databases.js';
import { release, type Report } from '../domain/report.js';
import { itemKeys } from '../forms.js';
import { publishNow } from '../persistence/published.js';
import { lockReports } from '../persistence/reports.js';
import { recordSteps } from './record-steps.js';

/** What became of a report: it is released now, was before, or cannot be since it is not reported (any more). */
export interface Released {
  readonly report: Report;
  readonly outcome: 'released' | 'before' | 'not-reported';
}

/** 公表する: the prefecture releases one report or many (R50, R53). */
@Injectable()
export class ReleaseReports {
  constructor(
    private readonly databases: Databases,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Releases all that can be. Repeated, nothing changes.
   * @param ids of reports; those that the person may not see are left out of what is returned
   */
  run(person: SignedIn, ids: readonly string[]): Promise<Released[]> {
    const act = { by: person.sub, at: this.clock.now() };
    const today = dayInTokyo(act.at);
    return this.databases.forPerson(person, async (tx) => {
      const found = [...(await lockReports(tx, ids)).values()];
      const ready = found.filter(({ state }) => state !== 'draft' && state !== 'returned');
      const steps = new Map(ready.map((report) => [report.id, allowed(() => release(report, act))]));
      const changed = [...steps.values()].filter((step) => step.changed);
      await recordSteps(tx, changed, act);
      const published = changed.filter(({ report }) => report.state === 'published').map(({ report }) => report.id);
      if (published.length > 0) await publishNow(tx, itemKeys(today), published, today);
      for (const { report } of changed) {
        await audit(tx, { actor: act.by, action: 'report.released', subject: report.id });
      }
      return found.map((report): Released => {
        const step = steps.get(report.id);
        if (step === undefined) return { report, outcome: 'not-reported' };
        return { report: step.report, outcome: step.changed ? 'released' : 'before' };
      });
    });
  }
}
