import { prerequisiteMissing } from '@todoke/messaging';
import type { Transaction } from '../../persistence/databases.js';
import { findPlaces } from '../../reviews/index.js';
import type { AboutApplication, NewTodo } from '../domain/todo.js';
import { putTodos } from '../persistence/todos.js';

/**
 * Puts to-dos about applications before the officials who look after them.
 * @throws PrerequisiteMissing where an application is not here yet
 */
export async function putApplicationTodos(tx: Transaction, todos: readonly NewTodo<AboutApplication>[]): Promise<void> {
  if (todos.length === 0) return;
  const places = await findPlaces(
    tx,
    todos.map(({ about }) => about.number),
  );
  const placed = todos.map((todo) => {
    const place = places.get(todo.about.number);
    if (place === undefined) throw prerequisiteMissing('the application is not here');
    return { ...todo, ...place };
  });
  await putTodos(tx, placed);
}
