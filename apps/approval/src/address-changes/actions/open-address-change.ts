import { Injectable } from '@nestjs/common';
import { audit, isUuid } from '@todoke/database';
import { Databases } from '../../persistence/databases.js';
import { namesOf } from '../../people/index.js';
import type { Official } from '../../reviews/index.js';
import type { AddressChange } from '../domain/address-change.js';
import { findChange, type Notice } from '../persistence/address-changes.js';
import { problems } from '../problems.js';

/** Everything that an official is shown of one request. */
export interface OpenedChange {
  readonly change: AddressChange;
  /** What became of M9; absent while nothing is known. */
  readonly notice?: Notice;
  /** Subject → how the person is shown. */
  readonly names: ReadonlyMap<string, string>;
}

/** Opens what officials see of a request. It is a read of personal data, and is audited (R164, R168). */
@Injectable()
export class OpenAddressChange {
  constructor(private readonly databases: Databases) {}

  /** @throws Problem change-missing, for an unknown one and for another prefecture's alike */
  run(id: string, official: Official): Promise<OpenedChange> {
    return this.databases.forOfficial(official, async (tx) => {
      const found = isUuid(id) ? await findChange(tx, id) : undefined;
      if (found === undefined) throw problems.changeMissing();
      const { received, state } = found.change;
      const names = await namesOf(tx, [received.by, ...('request' in state ? [state.request.by] : [])]);
      await audit(tx, { actor: official.sub, action: 'address-change.read', subject: id });
      return { ...found, names };
    });
  }
}
