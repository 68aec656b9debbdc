import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '@todoke/service';
import { Databases } from '../../persistence/databases.js';
import { returnToPrefecture } from '../domain/decisions.js';
import { lockApplication, type Application } from '../persistence/applications.js';
import { problems } from '../problems.js';
import { settle } from './settle.js';

/** What the official saw, and why the application goes back. */
export interface Return {
  /** Round of the application that was shown. */
  readonly round: number;
  readonly reason: string;
}

/** 差戻し: the secretariat sends an application back to its prefecture with a reason (R46). */
@Injectable()
export class ReturnApplication {
  constructor(
    private readonly databases: Databases,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * A second click changes nothing, also where the prefecture has approved again meanwhile.
   * @param person subject of the official
   * @throws Problem application-missing, check-begun
   */
  run(number: string, { round, reason }: Return, person: string): Promise<Application> {
    const act = { actor: person, now: this.clock.now() };
    return this.databases.inRequest(async (tx) => {
      const application = await lockApplication(tx, number);
      if (application === undefined) throw problems.applicationMissing();
      if (application.round !== round || application.progress.status === 'returned') return application;
      const outcome = returnToPrefecture(application.progress, reason);
      if (outcome.kind === 'unchanged') throw problems.checkBegun();
      return settle(tx, application, outcome, act);
    });
  }
}
