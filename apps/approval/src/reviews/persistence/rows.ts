import { identityVersion, institutionNameKey, type InstitutionIdentity } from '@todoke/japan';
import { identityOfItems } from '../domain/duplicates.js';
import { type Application as Items, warningsVersion } from '@todoke/application-form';
import { pileOf } from '../domain/pile.js';
import { warningsOf } from '../domain/warnings.js';
import type { Review, ReviewState, StateName } from '../domain/review.js';
import type { Review as ReviewRow } from '../../persistence/generated/client.js';

/** A review as a row: the state's fields, and columns for lists and look-ups. */
export function toRow(review: Review): Omit<ReviewRow, 'items' | 'request' | 'assignee'> & { items: object } {
  const { items, state } = review;
  const decision = state.name === 'waiting' ? undefined : state.decision;
  const undoing = 'undoing' in state ? state.undoing : undefined;
  return {
    number: review.number,
    version: review.version,
    heard: review.heard,
    round: review.round,
    route: review.route,
    prefecture: review.prefecture,
    municipalityCode: review.municipalityCode ?? null,
    institutionName: items.institutionName,
    institutionType: items.institutionType,
    ...keyColumns(identityOfItems(items)),
    ...searchColumns(items),
    items,
    address: review.address,
    receivedAt: review.receivedAt,
    state: state.name,
    decidedBy: decision?.by ?? null,
    decidedAt: decision?.at ?? null,
    rejectionReason: state.name === 'rejected' ? state.reason : null,
    since: ('since' in state && state.since) || null,
    undoAskedBy: undoing?.by ?? null,
    undoAskedAt: undoing?.at ?? null,
    ...warningColumns(review),
  };
}

/** What is doubtful about an application, with the version of the rules that found it. */
export const warningColumns = (review: Review) => ({
  possibleDuplicate: review.possibleDuplicate,
  told: review.told,
  warnings: warningsOf(review),
  warningsVersion,
  pile: pileOf(review) ?? null,
});

/** What an application is searched for by; see `searchApplications`. */
const searchColumns = ({ institutionName, institutionCode, insuranceCode, phone, departmentPhone }: Items) => ({
  nameKey: institutionNameKey(institutionName),
  codes: [...new Set([institutionCode, insuranceCode, phone, departmentPhone])].flatMap((code) =>
    code ? [code.toLowerCase()] : [],
  ),
});

/** The keys for comparing institutions, with the version of the rules that made them. */
export const keyColumns = ({ institutionCode, insuranceCode, nameAndAddress }: InstitutionIdentity) => ({
  institutionCode: institutionCode ?? null,
  insuranceCode: insuranceCode ?? null,
  nameAndAddress,
  identityVersion,
});

export type KeyRow = Pick<ReviewRow, 'prefecture' | 'institutionCode' | 'insuranceCode' | 'nameAndAddress'>;

export const identityOfRow = (row: KeyRow): InstitutionIdentity => ({
  prefecture: row.prefecture,
  institutionCode: row.institutionCode ?? undefined,
  insuranceCode: row.insuranceCode ?? undefined,
  nameAndAddress: row.nameAndAddress,
});

export const fromRow = (row: ReviewRow): Review => ({
  number: row.number,
  version: row.version,
  heard: row.heard,
  possibleDuplicate: row.possibleDuplicate,
  told: row.told,
  round: row.round,
  route: row.route as Review['route'],
  prefecture: row.prefecture,
  municipalityCode: row.municipalityCode ?? undefined,
  items: row.items as unknown as Items,
  address: row.address,
  receivedAt: row.receivedAt,
  state: stateOf(row),
});

export type StateColumns = Pick<
  ReviewRow,
  'number' | 'state' | 'decidedBy' | 'decidedAt' | 'rejectionReason' | 'since'
> &
  Partial<Pick<ReviewRow, 'undoAskedBy' | 'undoAskedAt'>>;

/**
 * The state of a row. Check constraints say which columns go with which state; a row that breaks them is a fault of the
 * program.
 */
export function stateOf(row: StateColumns): ReviewState {
  const { number, state, decidedBy, decidedAt, rejectionReason, since, undoAskedBy, undoAskedAt } = row;
  const name = state as StateName;
  if (name === 'waiting') return since === null ? { name } : { name, since };
  if (decidedBy === null || decidedAt === null) throw new Error(`review ${number} has no decision`);
  const decision = { by: decidedBy, at: decidedAt };
  if (name === 'rejected') return { name, decision, reason: rejectionReason ?? '' };
  const approved = { decision, ...(undoAskedBy && undoAskedAt && { undoing: { by: undoAskedBy, at: undoAskedAt } }) };
  if (name === 'approved') return { name, ...approved };
  if (since === null) throw new Error(`review ${number} has no beginning of its stage`);
  return { name, ...approved, since };
}
