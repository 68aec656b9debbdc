import { Inject, Injectable } from '@nestjs/common';
import { audit } from '@todoke/database';
import { CLOCK, type Clock } from '@todoke/service';
import { Databases } from '../../persistence/databases.js';
import { markTold, type Official } from '../../reviews/index.js';
import { done, isOfPile, isTodoId, reopened } from '../domain/todo.js';
import { lockTodo, saveTodo } from '../persistence/todos.js';
import { problems } from '../problems.js';

/** 連絡済み and 未対応に戻す: an official did what was to be done, or did not after all. */
@Injectable()
export class MarkTodo {
  constructor(
    private readonly databases: Databases,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * A second click changes nothing, and who was first stays.
   * @throws Problem todo-missing, for an unknown one and for another jurisdiction's alike
   */
  run(id: string, official: Official, as: 'done' | 'open'): Promise<void> {
    const now = this.clock.now();
    return this.databases.forOfficial(official, async (tx) => {
      const todo = isTodoId(id) ? await lockTodo(tx, id) : undefined;
      if (todo === undefined) throw problems.todoMissing();
      const marked = as === 'done' ? done(todo, official.sub, now) : reopened(todo);
      if (marked === todo) return;
      await saveTodo(tx, marked);
      if (isOfPile(todo)) await markTold(tx, todo.number, as === 'done');
      await audit(tx, { actor: official.sub, action: as === 'done' ? 'todo.done' : 'todo.reopened', subject: id });
    });
  }
}
