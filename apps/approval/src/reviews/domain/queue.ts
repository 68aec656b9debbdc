import { isPile, type Pile } from './pile.js';

/** What an official works through, one application after the other: a pile, or all that wait, own ones or all. */
export interface Queue {
  /** Absent: all that wait. */
  readonly pile?: Pile | undefined;
  /** Only those that are assigned to the official. */
  readonly mine: boolean;
}

/** The queue that the query of an address names; whatever is no queue means all that wait. */
export function queueIn(query: unknown): Queue {
  const { pile, mine } = (typeof query === 'object' && query !== null ? query : {}) as Record<string, unknown>;
  return { ...(isPile(pile) && { pile }), mine: mine === '1' };
}

/** The query of an address, with its question mark: `?pile=clean&mine=1`; blank for all that wait. */
export function queryOfQueue({ pile, mine }: Queue): string {
  const query = new URLSearchParams({ ...(pile && { pile }), ...(mine && { mine: '1' }) }).toString();
  return query === '' ? '' : `?${query}`;
}
