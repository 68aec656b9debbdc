import type { Snapshot } from '@todoke/database';
import type { ListDeclaration } from './declaration.js';
import { addressOf, type ListState } from './state.js';

/** A pile as a link above the list. */
interface Tab {
  readonly label: string;
  /** 1,234; absent where it is unknown. */
  readonly total?: string;
  readonly href: string;
  readonly current: boolean;
}

const numbers = new Intl.NumberFormat('ja-JP');

/** The piles of a list with their counts; none where it has no piles. */
export async function tabsOf<Row, Context>(
  { tabs, filters }: ListDeclaration<Row, Context>,
  path: string,
  { chosen, kept, key }: ListState,
  context: Context,
  snapshot: Snapshot,
): Promise<readonly Tab[]> {
  if (tabs === undefined) return [];
  const { field, without = [] } = tabs;
  const counts = await tabs.counts(snapshot, { context, chosen, searching: key !== '' });
  const others = kept.filter(([name]) => name !== field && !without.includes(name));
  return (filters.fields[field]?.options ?? []).map(({ value, label }) => {
    const count = counts[value];
    return {
      label,
      ...(count !== undefined && { total: numbers.format(count) }),
      href: addressOf(path, [[field, value], ...others]),
      current: chosen[field] === value,
    };
  });
}
