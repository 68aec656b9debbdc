import { ambiguousLabels } from './read-value.js';
import { compileRules } from './rules.js';
import { formDefinition, isPlain, type FormDefinition, type Item } from './definition.js';
import type { Form } from './form.js';
import { withNarrowing } from './narrow.js';

/** Why a definition cannot be used; names file, section and item. */
export class BrokenDefinition extends Error {
  override readonly name = 'BrokenDefinition';
}

/**
 * @param file what errors call it
 * @throws BrokenDefinition
 */
export function formOf(definition: unknown, file = 'definition'): Form {
  const parsed = formDefinition.safeParse(definition);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => `${whereIn(definition, path)}: ${message}`);
    throw new BrokenDefinition(`${file}: ${faults.join('; ')}`);
  }
  const form = parsed.data;
  const items = form.sections.flatMap((section) => section.items);
  const byKey = new Map(items.map((item) => [item.key, item]));
  const faults = [...repeated(form), ...ambiguous(items), ...unknownInChecks(form, byKey)];
  if (faults.length > 0) throw new BrokenDefinition(`${file}: ${faults.join('; ')}`);
  const rules = compileRules(form, (where, fault) => new BrokenDefinition(`${file}: ${where}: ${fault}`));
  return withNarrowing({ ...form, items, item: (key) => byKey.get(key), rules });
}

/** A form as its file would have it. */
export function definitionOf(form: Form): FormDefinition {
  const { items: _items, item: _item, rules: _rules, narrowed: _narrowed, only: _only, ...definition } = form;
  return definition;
}

/** The place of a fault in words: `section beds, item empty_beds, min`. */
function whereIn(definition: unknown, path: readonly PropertyKey[]): string {
  const words: string[] = [];
  let at: unknown = definition;
  for (const [index, step] of path.entries()) {
    at = typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[step] : undefined;
    const list = path[index - 1];
    if (typeof step !== 'number' || typeof list !== 'string') {
      if (typeof path[index + 1] !== 'number') words.push(String(step));
      continue;
    }
    const { key, code } = (at ?? {}) as { key?: unknown; code?: unknown };
    words.push(`${list.replace(/s$/, '')} ${String(key ?? code ?? step)}`);
  }
  return words.join(', ') || 'whole';
}

const twice = (names: readonly string[]): string[] => [
  ...new Set(names.filter((name, index) => names.indexOf(name) !== index)),
];

function repeated(form: FormDefinition): string[] {
  const items = form.sections.flatMap((section) => section.items);
  const columns = items.flatMap((item) =>
    isPlain(item) ? [] : twice(item.columns.map(({ key }) => key)).map((key) => `item ${item.key}, column ${key}`),
  );
  return [
    ...twice(form.sections.map(({ code }) => code)).map((code) => `section ${code}`),
    ...twice(items.map(({ key }) => key)).map((key) => `item ${key}`),
    ...columns,
    ...twice(form.checks.map(({ code }) => code)).map((code) => `check ${code}`),
  ].map((where) => `${where}: it stands there twice`);
}

const ambiguous = (items: readonly Item[]): string[] =>
  items
    .flatMap((item) => (isPlain(item) ? [item] : item.columns))
    .flatMap((item) => (item.type === 'many' ? ambiguousLabels(item.options).map((label) => [item.key, label]) : []))
    .map(([key, label]) => `item ${key}: the label ${label} reads like several others`);

function unknownInChecks(form: FormDefinition, byKey: ReadonlyMap<string, Item>): string[] {
  return form.checks.flatMap((check) => {
    const table = check.each === undefined ? undefined : byKey.get(check.each);
    if (check.each !== undefined && (table === undefined || isPlain(table))) {
      return [`check ${check.code}: each: there is no table ${check.each}`];
    }
    const known = (key: string): boolean =>
      table === undefined || isPlain(table) ? byKey.has(key) : table.columns.some((column) => column.key === key);
    return check.items.filter((key) => !known(key)).map((key) => `check ${check.code}: items: there is no ${key}`);
  });
}
