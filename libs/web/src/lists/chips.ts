import { atTokyo, formatDate } from '@todoke/japan';
import type { FieldText } from '../forms/field-text.js';
import type { ListDeclaration } from './declaration.js';
import { addressOf, type ListState } from './state.js';

/** A filter that is set, in words, and the address of the list without it. */
interface Chip {
  readonly label: string;
  readonly without: string;
}

/**
 * The filters that are set, each with a way to take it away; what is searched for counts as one. The pile and the order
 * are no filters: others are chosen in their places.
 */
export function chipsOf<Row, Context>(
  { filters, search, tabs }: ListDeclaration<Row, Context>,
  path: string,
  { kept }: ListState,
  fields: Readonly<Record<string, Partial<FieldText>>> = {},
): readonly Chip[] {
  return kept.flatMap(([name, value]) => {
    if (name === 'order' || name === tabs?.field) return [];
    const without = addressOf(
      path,
      kept.filter(([other, its]) => other !== name || its !== value),
    );
    const text = { ...filters.fields[name], ...fields[name] };
    const label = name === 'q' ? (search?.label ?? '') : (text.label ?? '');
    return [{ label: `${label}：${wordOf(text, value)}`, without }];
  });
}

const wordOf = ({ input, options }: Partial<FieldText>, value: string): string => {
  if (input === 'date') return formatDate(atTokyo(value as Parameters<typeof atTokyo>[0]));
  return options?.find((option) => option.value === value)?.label ?? (value === 'true' ? 'はい' : value);
};
