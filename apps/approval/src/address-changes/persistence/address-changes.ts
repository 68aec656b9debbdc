import { insertNew, lockedRow } from '@todoke/database';
import type { Transaction } from '../../persistence/databases.js';
import { type AddressChange as Row, Prisma } from '../../persistence/generated/client.js';
import type { AddressChange, ChangeState } from '../domain/address-change.js';

const model = { table: 'address_changes', fields: Prisma.AddressChangeScalarFieldEnum };

/** What became of M9, which tells the institution that the change is done. */
export interface Notice {
  readonly state: 'accepted' | 'bounced' | 'failed';
  readonly reason?: string | undefined;
}

/** Stores a request that was received. @returns false where the same page had been sent before */
export async function insertChange(tx: Transaction, change: AddressChange): Promise<boolean> {
  const { id, institution, prefecture, oldAddress, newAddress, institutionName, shared, received } = change;
  const facts = { id, institution, prefecture, institutionName, oldAddress, newAddress, shared };
  const inserted = await insertNew<Row>(tx, model, [
    {
      ...facts,
      municipalityCode: change.municipalityCode ?? null,
      institutionCode: change.institutionCode ?? null,
      receivedBy: received.by,
      receivedAt: received.at,
      noticeVersion: 0,
      ...stepColumns(change),
    },
  ]);
  return inserted.length === 1;
}

/** The request with the outcome of its M9; undefined where the person of the transaction may not see it. */
export async function findChange(
  tx: Transaction,
  id: string,
): Promise<{ readonly change: AddressChange; readonly notice?: Notice } | undefined> {
  const row = await tx.addressChange.findUnique({ where: { id } });
  if (row === null) return undefined;
  const { notice, noticeReason } = row;
  return {
    change: fromRow(row),
    ...(notice !== null && { notice: { state: notice as Notice['state'], reason: noticeReason ?? undefined } }),
  };
}

/** The id of the institution's request that is not carried out yet. */
export async function findOpenChangeOf(tx: Transaction, institution: string): Promise<string | undefined> {
  const row = await tx.addressChange.findFirst({
    where: { institution, state: { in: ['received', 'requested'] } },
    select: { id: true },
  });
  return row?.id;
}

/** The request, locked until the end of the transaction. */
export async function lockChange(tx: Transaction, id: string): Promise<AddressChange | undefined> {
  const row = await lockedRow<Row>(tx, model, { id });
  return row && fromRow(row);
}

export async function saveChange(tx: Transaction, change: AddressChange): Promise<void> {
  await tx.addressChange.update({ where: { id: change.id }, data: stepColumns(change) });
}

/** Keeps the newest outcome of M9. @param version of the mail */
export async function saveNotice(
  tx: Transaction,
  id: string,
  { state, reason }: Notice,
  version: number,
): Promise<void> {
  await tx.addressChange.updateMany({
    where: { id, noticeVersion: { lt: version } },
    data: { notice: state, noticeReason: reason ?? null, noticeVersion: version },
  });
}

/** The columns that a step changes. */
function stepColumns({ version, state }: AddressChange) {
  const request = 'request' in state ? state.request : undefined;
  return {
    version,
    state: state.name,
    requestedBy: request?.by ?? null,
    requestedAt: request?.at ?? null,
    endedAt: 'at' in state ? state.at : null,
    refusal: state.name === 'refused' ? state.why : null,
  };
}

export type StateColumns = Pick<Row, 'id' | 'state' | 'requestedBy' | 'requestedAt' | 'endedAt' | 'refusal'>;

/** Check constraints say which columns go with which state; a row that breaks them is a fault of the program. */
export function stateOf({ id, state, requestedBy, requestedAt, endedAt, refusal }: StateColumns): ChangeState {
  const name = state as ChangeState['name'];
  if (name === 'received') return { name };
  if (name === 'withdrawn' && endedAt !== null) return { name, at: endedAt };
  if (requestedBy === null || requestedAt === null) throw new Error(`nobody asked for the address change ${id}`);
  const request = { by: requestedBy, at: requestedAt };
  if (name === 'requested') return { name, request };
  if (endedAt === null) throw new Error(`address change ${id} has no end`);
  return name === 'refused'
    ? { name, request, at: endedAt, why: refusal ?? '' }
    : { name: 'done', request, at: endedAt };
}

const fromRow = (row: Row): AddressChange => ({
  id: row.id,
  version: row.version,
  institution: row.institution,
  prefecture: row.prefecture,
  municipalityCode: row.municipalityCode ?? undefined,
  institutionName: row.institutionName,
  institutionCode: row.institutionCode ?? undefined,
  oldAddress: row.oldAddress,
  newAddress: row.newAddress,
  shared: row.shared,
  received: { by: row.receivedBy, at: row.receivedAt },
  state: stateOf(row),
});
