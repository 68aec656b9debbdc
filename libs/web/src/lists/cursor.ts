import { isEdge, type From, type RowSource } from '@todoke/database';

/** Where a page begins, and how many rows of the list come before it, as far as one can tell while rows change. */
export interface Place {
  readonly from: From;
  readonly before: number;
}

const start: Place = { from: 'start', before: 0 };

/** Longer than any cursor. */
const longest = 2_000;

export const cursorOf = (order: string, before: number, edge: readonly string[]): string =>
  Buffer.from(JSON.stringify([order, before, ...edge])).toString('base64url');

/**
 * The place that the query of an address names. A cursor that is damaged, or of another order, means the first page:
 * it comes from outside, and at worst shows other rows of the same list.
 */
export function placeIn(
  query: Readonly<Record<string, unknown>>,
  order: string,
  sort: string,
  rows: RowSource<unknown>,
): Place {
  for (const side of ['after', 'before'] as const) {
    const told = decoded(query[side]);
    if (told === undefined) continue;
    const [itsOrder, before, ...edge] = told;
    if (itsOrder !== order || !isCount(before) || !isEdge(rows, sort, edge)) continue;
    return { from: side === 'after' ? { after: edge } : { before: edge }, before };
  }
  return start;
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

function decoded(text: unknown): unknown[] | undefined {
  if (typeof text !== 'string' || text === '' || text.length > longest) return undefined;
  try {
    const told: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    return Array.isArray(told) ? told : undefined;
  } catch {
    return undefined;
  }
}
