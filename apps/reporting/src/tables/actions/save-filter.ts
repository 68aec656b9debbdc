import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock, type FieldError, type SignedIn } from '@todoke/service';
import { Databases } from '../../persistence/databases.js';
import { countSaved, findSaved, keepSaved } from '../persistence/saved.js';

/** Conditions that one person can save. */
const savedAtMost = 100;

/** What is saved: the state of a table as its address has it, under a name. */
export interface FilterToSave {
  readonly table: string;
  readonly name: string;
  readonly query: string;
  readonly onHome: boolean;
}

/** Saves conditions of a table for a person. A name that the person has used for the table gets these. */
@Injectable()
export class SaveFilter {
  constructor(
    private readonly databases: Databases,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @returns why it was not saved */
  run(person: SignedIn, filter: FilterToSave): Promise<FieldError | undefined> {
    return this.databases.forPerson(person, async (tx) => {
      const known = (await findSaved(tx, filter.table)).some(({ name }) => name === filter.name);
      if (!known && (await countSaved(tx)) >= savedAtMost) {
        return {
          field: 'name',
          message: `保存できる条件は${savedAtMost}件までです。使わない条件をレポート一覧で削除してください。`,
        };
      }
      await keepSaved(tx, { ...filter, person: person.sub, savedAt: this.clock.now() });
      return undefined;
    });
  }
}
