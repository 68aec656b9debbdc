import type { SignedIn } from '@todoke/service';
import type { NavigationItem, WebAppOptions } from '../options.js';

/** The highest number that is shown as it is. */
const highest = 99;

const shown = (count: number): string => (count > highest ? `${highest}+` : String(count));

/**
 * Entries of the menu with how much waits there; nothing stands beside one where nothing waits. A count that cannot be
 * read is left out: the page is more than its menu.
 */
export async function counted(
  items: readonly NavigationItem[],
  person: SignedIn | undefined,
  counts: NonNullable<WebAppOptions['counts']>,
): Promise<NavigationItem[]> {
  if (person === undefined) return [...items];
  return Promise.all(
    items.map(async (item) => {
      const count = counts[item.href];
      const found = count === undefined ? 0 : await count(person).catch(() => 0);
      return found > 0 ? { ...item, badge: shown(found) } : item;
    }),
  );
}
