import { Inject, Injectable } from '@nestjs/common';
import { audit } from '@todoke/database';
import { CLOCK, type Clock } from '@todoke/service';
import { Databases } from '../../persistence/databases.js';
import type { Official } from '../../reviews/index.js';
import { endTodo, todoId } from '../../todos/index.js';
import { withdraw } from '../domain/address-change.js';
import { saveChange } from '../persistence/address-changes.js';
import { problems } from '../problems.js';
import { lockOwnChange } from './lock-own-change.js';

/** 取り下げる, as long as it is not carried out. */
@Injectable()
export class WithdrawAddressChange {
  constructor(
    private readonly databases: Databases,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * A second click changes nothing.
   * @throws Problem change-missing, not-yours-to-change, already-requested
   */
  run(id: string, official: Official): Promise<void> {
    const now = this.clock.now();
    return this.databases.forOfficial(official, async (tx) => {
      const change = await lockOwnChange(tx, id, official);
      const withdrawn = withdraw(change, now);
      if (withdrawn === undefined) throw problems.alreadyRequested();
      if (withdrawn === change) return;
      await saveChange(tx, withdrawn);
      await endTodo(tx, todoId({ change: id }, 'late'), now);
      await audit(tx, { actor: official.sub, action: 'address-change.withdrawn', subject: id });
    });
  }
}
