/**
 * One reading of the list from its beginning to its end: the applications whose newest change lies after one place and
 * not after another. What changes meanwhile gets a later place and belongs to the next pass, so that a pass neither
 * leaves an application out nor tells it twice.
 */
export interface Pass {
  /** Place after which the next page begins; 0 for the first. */
  readonly after: number;
  /** Place at which the pass ends; absent where it has not begun. */
  readonly until?: number | undefined;
  /** State that the list is about; absent for all. */
  readonly status?: string | undefined;
}

/** Applications of one page: usually, and at most. */
export const pageSizes = { usual: 100, most: 500 } as const;

/** Days for which changes are kept that later ones replaced: a pass should not last longer. */
export const daysOfPass = 7;

/** A pass as clients carry it. They cannot read it, and need not. */
export const cursorOf = ({ after, until, status }: Pass): string =>
  Buffer.from(JSON.stringify([after, until ?? null, status ?? null])).toString('base64url');

/** @returns undefined for what is none of ours */
export function passOf(cursor: string): Pass | undefined {
  if (cursor.length > 200 || !/^[\w-]+$/.test(cursor)) return undefined;
  const told = parsed(Buffer.from(cursor, 'base64url').toString());
  if (!Array.isArray(told) || told.length !== 3) return undefined;
  const [after, until, status] = told as unknown[];
  if (!isPlace(after) || (until !== null && !isPlace(until)) || (status !== null && typeof status !== 'string'))
    return undefined;
  return { after, ...(until !== null && { until }), ...(status !== null && { status }) };
}

const isPlace = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
