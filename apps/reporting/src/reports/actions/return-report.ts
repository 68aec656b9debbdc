import { Inject, Injectable } from '@nestjs/common';
import { audit } from '@todoke/database';
import { CLOCK, type Clock, type SignedIn } from '@todoke/service';
import { allowed } from './allowed.js';
import { Databases } from '../../persistence/databases.js';
import { giveBack } from '../domain/report.js';
import { lockReports } from '../persistence/reports.js';
import { problems } from '../problems.js';
import { recordSteps } from './record-steps.js';

/** 差戻し: the prefecture returns a report with a reason, which a mail tells (M11). */
@Injectable()
export class ReturnReport {
  constructor(
    private readonly databases: Databases,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * @returns false where it was returned already
   * @throws Problem report-missing; already-released; not-reported
   */
  run(person: SignedIn, id: string, reason: string): Promise<boolean> {
    const act = { by: person.sub, at: this.clock.now() };
    return this.databases.forPerson(person, async (tx) => {
      const report = (await lockReports(tx, [id])).get(id);
      if (report === undefined) throw problems.reportMissing();
      const step = allowed(() => giveBack(report, reason, act));
      await recordSteps(tx, [step], act);
      if (step.changed) await audit(tx, { actor: act.by, action: 'report.returned', subject: id });
      return step.changed;
    });
  }
}
