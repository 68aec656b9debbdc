import { Inject, Injectable } from '@nestjs/common';
import { audit } from '@todoke/database';
import { lateFrom } from '@todoke/lifecycle';
import { CLOCK, type Clock } from '@todoke/service';
import { Databases } from '../../persistence/databases.js';
import { findInstitution, type Official } from '../../reviews/index.js';
import { putTodos, todoId } from '../../todos/index.js';
import type { AddressChange } from '../domain/address-change.js';
import { findOpenChangeOf, insertChange } from '../persistence/address-changes.js';
import { problems } from '../problems.js';

/** The facts that the institution told the desk (R59). */
export interface ToldFacts {
  /** Id of the form page that was sent; a second click with the same id receives nothing more. */
  readonly id: string;
  readonly institution: string;
  readonly oldAddress: string;
  readonly newAddress: string;
  readonly shared: boolean;
}

/** 受付 of a メールアドレス変更依頼 (R59, R81). Nothing is changed before it is carried out. */
@Injectable()
export class ReceiveAddressChange {
  constructor(
    private readonly databases: Databases,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * @returns the id of the request
   * @throws Problem institution-missing, open-already where another request of the institution is not carried out yet
   */
  run({ institution, ...facts }: ToldFacts, official: Official): Promise<string> {
    const now = this.clock.now();
    return this.databases.forOfficial(official, async (tx) => {
      const found = await findInstitution(tx, institution);
      if (found === undefined) throw problems.institutionMissing();
      const { prefecture, municipalityCode, name: institutionName, institutionCode } = found;
      const place = { prefecture, municipalityCode, institutionName };
      const change: AddressChange = {
        ...facts,
        ...place,
        version: 1,
        institution: found.id,
        institutionCode,
        received: { by: official.sub, at: now },
        state: { name: 'received' },
      };
      if (!(await insertChange(tx, change))) {
        const open = await findOpenChangeOf(tx, found.id);
        if (open !== undefined && open !== facts.id) throw problems.openAlready();
        return facts.id;
      }
      const about = { change: facts.id };
      await putTodos(tx, [{ ...place, id: todoId(about, 'late'), kind: 'change-late', about, since: lateFrom(now) }]);
      await audit(tx, { actor: official.sub, action: 'address-change.received', subject: facts.id });
      return facts.id;
    });
  }
}
