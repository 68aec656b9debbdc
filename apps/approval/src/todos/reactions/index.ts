import {
  accountVoided,
  accountVoidingRefused,
  type EventOf,
  mailBounced,
  mailFailed,
  mailOutcome,
  permissionGranted,
} from '@todoke/events';
import { on } from '@todoke/messaging';
import type { Transaction } from '../../persistence/databases.js';
import { putApplicationTodos } from '../actions/put-application-todos.js';
import { isMissed, todoOfMail } from '../domain/mail-todo.js';
import { type AboutApplication, type NewTodo, todoId } from '../domain/todo.js';

/** The table of reactions: mails that were not delivered, permissions by proxy, and what became of accounts. */
export const reactions = [
  on.batch(
    [mailBounced, mailFailed],
    (events, tx: Transaction) =>
      putApplicationTodos(
        tx,
        events.flatMap((event) => todoOfMail(mailOutcome(event)) ?? []),
      ),
    { when: ({ data }) => isMissed(data.mail) },
  ),
  // Nobody is mailed then, so the prefecture tells the user (R76).
  on.batch(permissionGranted, (events, tx: Transaction) => putApplicationTodos(tx, events.map(tellUser)), {
    when: ({ data }) => data.route === 'proxy',
  }),
  on.batch([accountVoided, accountVoidingRefused], (events, tx: Transaction) =>
    putApplicationTodos(tx, events.map(afterVoiding)),
  ),
];

type Placeless = NewTodo<AboutApplication>;

function tellUser({ data: { number }, occurredAt }: EventOf<typeof permissionGranted>): Placeless {
  const about = { number };
  return { id: todoId(about, 'permission'), kind: 'permission-granted', about, since: new Date(occurredAt) };
}

/** The account was voided, and the institution has to apply again (R58); or it stays, and why. */
function afterVoiding(event: EventOf<typeof accountVoided | typeof accountVoidingRefused>): Placeless {
  const about = { number: event.data.number };
  const todo = { id: todoId(about, 'M5'), about, since: new Date(event.occurredAt) };
  return event.subject === accountVoided.subject
    ? { ...todo, kind: 'guidance-undeliverable' }
    : { ...todo, kind: 'account-kept', reason: event.data.why };
}
