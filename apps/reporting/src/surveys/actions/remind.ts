import { Inject, Injectable } from '@nestjs/common';
import { audit } from '@todoke/database';
import { reminderWanted } from '@todoke/events';
import type { Form } from '@todoke/forms';
import type { Day } from '@todoke/japan';
import { announceAll } from '@todoke/messaging';
import { CLOCK, type Clock, type SignedIn } from '@todoke/service';
import { Databases, type Transaction } from '../../persistence/databases.js';
import { type Reminding, remindingOf } from '../domain/reminder.js';
import { jurisdictionOf } from '../domain/respondent.js';
import { deadlineOf, usualHour } from '../domain/round.js';
import { findHours } from '../persistence/deadlines.js';
import { owing } from '../persistence/owing.js';
import { findUnanswered, noteReminders } from '../persistence/reminders.js';
import { problems } from '../problems.js';

/** A round, and who asks for reminders to it. */
export interface Asking {
  readonly survey: Form;
  readonly day: Day;
  readonly person: SignedIn;
}

/** Whom a reminder would reach now. */
export async function findReminding(
  tx: Transaction,
  { survey: { form, cadence, audience }, day, person }: Asking,
  now: Date,
): Promise<Reminding & { readonly deadlines: (prefecture: string) => Date }> {
  const hours = await findHours(tx, form);
  const deadlines = (prefecture: string): Date => deadlineOf(cadence, day, hours.get(prefecture) ?? usualHour);
  const round = { survey: form, audience, day };
  const unanswered = await findUnanswered(tx, round, owing(round, jurisdictionOf(person)));
  return { ...remindingOf(unanswered, deadlines, now), deadlines };
}

/** 催促: asks those who have not answered by mail (M12), each once a round and never after the deadline. */
@Injectable()
export class Remind {
  constructor(
    private readonly databases: Databases,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * @returns how many are reminded now
   * @throws Problem reminder-too-late where the deadline of all has passed
   */
  run(asking: Asking): Promise<number> {
    const { survey, day, person } = asking;
    const now = this.clock.now();
    return this.databases.forPerson(person, async (tx) => {
      const { reached, late, deadlines } = await findReminding(tx, asking, now);
      if (reached.length === 0 && late > 0) throw problems.reminderTooLate();
      const round = { survey: survey.form, day };
      const noted = await noteReminders(tx, round, reached, person.sub, now);
      const reminded = reached.filter(({ id }) => noted.has(id));
      await announceAll(
        tx,
        reminded.map(({ id, name, prefecture, addresses }) => [
          reminderWanted,
          {
            id: `${survey.form}:${day}:${id}`,
            version: 1,
            occurredAt: now,
            data: {
              ...round,
              surveyTitle: survey.title,
              institution: id,
              institutionName: name,
              addresses,
              deadline: deadlines(prefecture).toISOString(),
            },
          },
        ]),
      );
      const detail = { reminded: reminded.length };
      await audit(tx, { actor: person.sub, action: 'survey.reminded', subject: `${survey.form}:${day}`, detail });
      return reminded.length;
    });
  }
}
