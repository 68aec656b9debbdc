import { Inject, Injectable } from '@nestjs/common';
import { audit } from '@todoke/database';
import { type Read, readTexts, refusalsOf, settled } from '@todoke/forms';
import { CLOCK, type Clock, type FieldError } from '@todoke/service';
import { allowed } from './allowed.js';
import { Databases } from '../../persistence/databases.js';
import { submit } from '../domain/report.js';
import { dropDraft } from '../persistence/drafts.js';
import { type Asked, type Edited, lockedReport, openLocked } from './open-report.js';
import { recordSteps } from './record-steps.js';

/** What became of it: it is reported, or why it is not. */
export type Outcome =
  | { readonly kind: 'reported' }
  /** Something is missing or wrong. */
  | ({ readonly kind: 'refused'; readonly errors: readonly FieldError[] } & Edited & Read)
  /** Another has changed it since it was shown. */
  | { readonly kind: 'changed-meanwhile' };

/** 報告する: what was filled in is reported to the prefecture. */
@Injectable()
export class SubmitReport {
  constructor(
    private readonly databases: Databases,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Repeated, it says that it is reported.
   * @param seen when somebody typed last, as the page of confirmation had it; '' where nobody had
   * @throws Problem as lockedReport
   */
  run(asked: Asked, seen: string): Promise<Outcome> {
    const act = { by: asked.person.sub, at: this.clock.now() };
    return this.databases.forPerson(asked.person, async (tx): Promise<Outcome> => {
      const { report: before } = await openLocked(tx, asked);
      if (before.state === 'submitted') return { kind: 'reported' };
      const edited = await lockedReport(tx, asked, act.at);
      const { report, form, stored, last, window } = edited;
      const read = readTexts(form, stored, last);
      const errors = refusalsOf(form, read.reading.problems, read.judged);
      if (errors.length > 0) return { kind: 'refused', errors, ...edited, ...read };
      if (versionOf(edited) !== seen) return { kind: 'changed-meanwhile' };
      const values = settled(form, read.reading.values, read.judged);
      await recordSteps(tx, [allowed(() => submit(report, values, window, act))], act);
      await dropDraft(tx, report.id);
      const detail = { scheme: report.scheme, year: report.fiscalYear, kind: report.kind };
      await audit(tx, { actor: act.by, action: 'report.submitted', subject: report.id, detail });
      return { kind: 'reported' };
    });
  }
}

/** What the page of confirmation shows: names the draft by the time of its last change. */
export const versionOf = ({ typed }: Pick<Edited, 'typed'>): string => typed?.at.toISOString() ?? '';
