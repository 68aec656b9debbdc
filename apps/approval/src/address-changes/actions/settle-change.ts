import { audit, isUuid } from '@todoke/database';
import type { MailOutcome } from '@todoke/events';
import type { Transaction } from '../../persistence/databases.js';
import { endTodo, putTodos, todoId } from '../../todos/index.js';
import { type AddressChange, settle } from '../domain/address-change.js';
import { lockChange, saveChange, saveNotice } from '../persistence/address-changes.js';

/** What accounts answered. `why`: absent where the address was changed. */
interface Answer {
  readonly request: string;
  readonly at: Date;
  readonly why?: string;
}

/**
 * Ends a request as accounts answered (R164). A request that is not here, as after a restore of an older backup,
 * concerns nobody any more.
 */
export async function settleChange(tx: Transaction, { request: id, at, why }: Answer): Promise<void> {
  const change = isUuid(id) ? await lockChange(tx, id) : undefined;
  if (change === undefined) return;
  const settled = settle(change, at, why);
  if (settled === change) return;
  await saveChange(tx, settled);
  await audit(tx, { actor: 'settle-change', action: `address-change.${settled.state.name}`, subject: id });
  const about = { change: id };
  await endTodo(tx, todoId(about, 'late'), at);
  if (why === undefined) return;
  await putTodos(tx, [{ ...placeOf(change), id: todoId(about, 'refused'), kind: 'change-refused', about, since: at }]);
}

/** What became of M9. Where it did not arrive, the new address may be wrong, and the prefecture has to ask. */
export async function noteCompletion(
  tx: Transaction,
  { reference: id, state, reason, version, at }: MailOutcome,
): Promise<void> {
  const change = isUuid(id) ? await lockChange(tx, id) : undefined;
  if (change === undefined) return;
  await saveNotice(tx, id, { state, reason }, version);
  if (state === 'accepted') return;
  const about = { change: id };
  const todo = { id: todoId(about, 'M9'), kind: 'completion-undeliverable', about, since: at, reason } as const;
  await putTodos(tx, [{ ...placeOf(change), ...todo }]);
}

const placeOf = ({ prefecture, municipalityCode, institutionName }: AddressChange) => ({
  prefecture,
  municipalityCode,
  institutionName,
});
