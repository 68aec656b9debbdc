import { type Application as Items, type ApplicationKey, applicationFields, BLANK } from '@todoke/application-form';
import { describe, warnings } from '@todoke/application-form';
import { differences } from '../../domain/comparison.js';
import type { PossibleDuplicate } from '../../persistence/duplicates.js';
import { likenessWords, stateTag } from '../../words.js';

/** The register's entry and the other application that stand beside the items: the first of each. */
function compared(duplicates: readonly PossibleDuplicate[]): PossibleDuplicate[] {
  const kinds = ['institution', 'application'] as const;
  return kinds.flatMap((kind) => duplicates.find((duplicate) => duplicate.kind === kind) ?? []);
}

/** A short name for the lines beside the items. */
const sourceOf = (duplicate: PossibleDuplicate): string =>
  duplicate.kind === 'institution' ? '台帳' : duplicate.number;

/** The 16 items in two columns, each with what is doubtful about it and what others say differently. */
export function itemsView(items: Items, duplicates: readonly PossibleDuplicate[]) {
  const found = warnings(items);
  const others = compared(duplicates).map((duplicate) => ({
    source: sourceOf(duplicate),
    differing: differences(items, duplicate.entry),
    says: new Map(describe(duplicate.entry as Items).map(({ key, value }) => [key, value])),
  }));
  const rows = describe(items).map(({ key, label, value, telephone }) => ({
    label,
    telephone: telephone && value !== BLANK,
    ...(value !== BLANK && { value }),
    warnings: found.filter(({ field }) => field === key).map(({ message }) => message),
    others: others
      .filter(({ differing }) => differing.includes(key))
      .map(({ source, says }) => ({ source, value: says.get(key) ?? BLANK })),
  }));
  const half = Math.ceil(rows.length / 2);
  return { columns: [rows.slice(0, half), rows.slice(half)], doubtful: found.length };
}

const labelsOf = (keys: readonly ApplicationKey[]): string =>
  keys.length === 0 ? 'なし' : keys.map((key) => applicationFields[key].label).join('、');

/** What the entries are that stand beside the items, and how many more there are. */
export function comparisonView(items: Items, duplicates: readonly PossibleDuplicate[]) {
  const shown = compared(duplicates);
  const entries = shown.map((duplicate) => ({
    source: sourceOf(duplicate),
    name: duplicate.name,
    likeness: likenessWords[duplicate.likeness],
    differing: labelsOf(differences(items, duplicate.entry)),
    ...(duplicate.kind === 'institution'
      ? { account: duplicate.hasAccount ? 'アカウントあり' : 'アカウントなし' }
      : { href: `/applications/${duplicate.number}`, state: stateTag(duplicate.state) }),
  }));
  return { entries, more: duplicates.length - shown.length };
}
