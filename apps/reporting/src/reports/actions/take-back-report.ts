import { Inject, Injectable } from '@nestjs/common';
import { audit } from '@todoke/database';
import { CLOCK, type Clock } from '@todoke/service';
import { allowed } from './allowed.js';
import { Databases } from '../../persistence/databases.js';
import { takeBack } from '../domain/report.js';
import { type AskedOwn, openLocked } from './open-report.js';
import { recordSteps } from './record-steps.js';

/** 引き戻し: the institution takes back a report that is not yet released, to correct it. */
@Injectable()
export class TakeBackReport {
  constructor(
    private readonly databases: Databases,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws Problem as openReport; already-released; not-reported; window-closed */
  run(asked: AskedOwn): Promise<void> {
    const act = { by: asked.person.sub, at: this.clock.now() };
    return this.databases.forPerson(asked.person, async (tx) => {
      const { report, window } = await openLocked(tx, asked);
      const step = allowed(() => takeBack(report, window, act));
      await recordSteps(tx, [step], act);
      if (step.changed) await audit(tx, { actor: act.by, action: 'report.taken-back', subject: report.id });
    });
  }
}
