import { Injectable } from '@nestjs/common';
import { audit } from '@todoke/database';
import type { SignedIn } from '@todoke/service';
import { Databases } from '../../persistence/databases.js';
import { storeHour } from '../persistence/deadlines.js';

/** A prefecture sets until which hour it wants the answers to surveys. */
@Injectable()
export class SetDeadlines {
  constructor(private readonly databases: Databases) {}

  /** @param hours 'HH:MM' by the name of the survey */
  run(person: SignedIn, hours: Readonly<Record<string, string>>): Promise<void> {
    const { sub, prefecture = '' } = person;
    return this.databases.forPerson(person, async (tx) => {
      for (const [survey, at] of Object.entries(hours)) await storeHour(tx, prefecture, survey, at);
      await audit(tx, { actor: sub, action: 'survey.deadline-set', subject: prefecture, detail: hours });
    });
  }
}
