import { Inject, Injectable } from '@nestjs/common';
import { audit } from '@todoke/database';
import { accountVoidingRequested } from '@todoke/events';
import { announce } from '@todoke/messaging';
import { CLOCK, type Clock } from '@todoke/service';
import { Databases } from '../../persistence/databases.js';
import type { Official } from '../../reviews/index.js';
import { isTodoId, isVoidable } from '../domain/todo.js';
import { lockTodo, saveTodo } from '../persistence/todos.js';
import { problems } from '../problems.js';

/**
 * アカウントを取り消す: mail ② was given up, so nobody can use the account. Accounts voids it where no password was set, and
 * tells what became of it; the institution may apply again then (R58).
 */
@Injectable()
export class RequestVoiding {
  constructor(
    private readonly databases: Databases,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * A second click asks for nothing more.
   * @throws Problem todo-missing, not-voidable
   */
  run(id: string, official: Official): Promise<void> {
    const now = this.clock.now();
    return this.databases.forOfficial(official, async (tx) => {
      const todo = isTodoId(id) ? await lockTodo(tx, id) : undefined;
      if (todo === undefined) throw problems.todoMissing();
      if (todo.voidingAsked !== undefined) return;
      const { number, prefecture } = todo;
      if (number === undefined || !isVoidable(todo)) throw problems.notVoidable();
      await saveTodo(tx, { ...todo, voidingAsked: { by: official.sub, at: now } });
      await audit(tx, { actor: official.sub, action: 'account.voiding-requested', subject: number });
      const data = { number, prefecture, requestedBy: official.sub };
      await announce(tx, accountVoidingRequested, { id: number, version: 1, occurredAt: now, data });
    });
  }
}
