import type { InstitutionType } from '@todoke/lifecycle';
import { isPlain, type Item, type PlainItem, type Section } from './definition.js';
import type { Form, Narrowing } from './form.js';

type Whole = Omit<Form, keyof Narrowing>;

export function withNarrowing(form: Whole): Form {
  const byType = new Map<InstitutionType, Form>();
  const byChoice = new WeakMap<(item: Item) => boolean, Form>();
  return {
    ...form,
    narrowed: (type) => byType.get(type) ?? remembered(byType, type, part(form, askedOf(type))),
    only: (keep) =>
      byChoice.get(keep) ??
      remembered(
        byChoice,
        keep,
        part(form, ({ items, ...section }) => ({
          ...section,
          items: items.filter(keep),
        })),
      ),
  };
}

function remembered<Key>(parts: { set(key: Key, form: Form): unknown }, key: Key, form: Form): Form {
  parts.set(key, form);
  return form;
}

/**
 * The rules stay those of the whole form: an item that is not asked is blank, and an expression that names a blank item
 * says nothing.
 */
function part(form: Whole, partOf: (section: Section) => Section): Form {
  const sections = form.sections.map(partOf).filter(({ items }) => items.length > 0);
  const items = sections.flatMap((section) => section.items);
  const byKey = new Map(items.map((item) => [item.key, item]));
  const checks = form.rules.checks.filter(({ check }) => {
    if (check.each !== undefined) {
      const table = byKey.get(check.each);
      const columns = table === undefined || isPlain(table) ? [] : table.columns;
      return check.items.every((key) => columns.some((column) => column.key === key));
    }
    return check.items.every((key) => byKey.has(key));
  });
  return withNarrowing({
    ...form,
    sections,
    items,
    item: (key) => byKey.get(key),
    checks: checks.map(({ check }) => check),
    rules: { ...form.rules, checks },
  });
}

interface ForKinds {
  readonly for?: readonly InstitutionType[] | undefined;
}

const askedOf = (type: InstitutionType): ((section: Section) => Section) => {
  const isFor = ({ for: kinds }: ForKinds): boolean => kinds === undefined || kinds.includes(type);
  const withOptions = <Kind extends PlainItem>(item: Kind): Kind =>
    'options' in item ? { ...item, options: item.options.filter(isFor) } : item;
  const itemOf = (item: Item): Item =>
    isPlain(item) ? withOptions(item) : { ...item, columns: item.columns.filter(isFor).map(withOptions) };
  return (section) => ({ ...section, items: isFor(section) ? section.items.filter(isFor).map(itemOf) : [] });
};
