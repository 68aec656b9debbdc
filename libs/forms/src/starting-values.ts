import { isPlain, type Item, type PlainItem } from './definition.js';
import type { Form } from './form.js';
import { faultOf } from './read-value.js';
import { cellsOf, isBlank, rowsOf, type PlainValue, type Value, type Values } from './values.js';

/** Where a form may begin from. */
export interface Sources {
  /** The last answers to the same form. */
  readonly last?: Values | undefined;
  /** Those of the year before. */
  readonly lastYear?: Values | undefined;
  /** Facts of the master about the respondent, by their name. */
  readonly master?: Readonly<Record<string, PlainValue | undefined>>;
  /** The last answers to other forms, by the form's key. */
  readonly forms?: Readonly<Record<string, Values | undefined>>;
}

/** What a form begins with, as its items say. A value that this version no longer takes stays away. */
export function startingValues(form: Form, sources: Sources): Values {
  const begun = form.items.flatMap((item): [string, Value][] => {
    const value = isPlain(item) ? plainStart(form, item, sources) : tableStart(form, item, sources);
    return value === undefined || isBlank(value) ? [] : [[item.key, value]];
  });
  return Object.fromEntries(begun);
}

function sourceOf(
  form: Form,
  item: Item,
  { last, lastYear, forms = {} }: Sources,
): readonly [Values | undefined, string] {
  const { prefill } = item;
  if (prefill === 'last') return [last, item.key];
  if (prefill === 'last-year') return [lastYear, item.key];
  const [name = '', key = ''] = prefill?.split(':') ?? [];
  return [name === form.form ? last : forms[name], key];
}

function plainStart(form: Form, item: PlainItem, sources: Sources): PlainValue | undefined {
  if (item.type === 'computed' || item.prefill === undefined) return undefined;
  const fact = /^master:(.+)$/.exec(item.prefill)?.[1];
  const [from, key] = sourceOf(form, item, sources);
  return taken(item, fact === undefined ? (from?.[key] as PlainValue | undefined) : sources.master?.[fact]);
}

/** The columns of a grid may begin from others than the grid itself: 前回備蓄量 is what last time was 現在備蓄量. */
function tableStart(form: Form, item: Exclude<Item, PlainItem>, sources: Sources): Value | undefined {
  const [whole, key] = sourceOf(form, item, sources);
  const source = (column: PlainItem): readonly [Values | undefined, string, string] => {
    if (column.prefill === undefined) return [whole, key, column.key];
    const [from, named] = sourceOf(form, column, sources);
    return [from, item.key, named];
  };
  const rowOf = (row: string) =>
    item.columns.flatMap((column): [string, PlainValue][] => {
      if (column.type === 'computed') return [];
      const [from, table, name] = source(column);
      const value = from && taken(column, cellsOf(from, { ...item, key: table }, row)[name]);
      return value === undefined ? [] : [[column.key, value]];
    });
  if (item.type === 'rows') return rowsOf(whole ?? {}, { ...item, key }).map((row) => Object.fromEntries(rowOf(row)));
  const rows = item.rows.map(({ code }) => [code, Object.fromEntries(rowOf(code))] as const);
  const answered = rows.filter(([, cells]) => Object.keys(cells).length > 0);
  return answered.length === 0 ? undefined : Object.fromEntries(answered);
}

const taken = (item: PlainItem, value: PlainValue | undefined): PlainValue | undefined =>
  value === undefined || faultOf(item, value) !== undefined ? undefined : value;

/** 「前回と同じ」: the answers of a section become those of last time, blank ones too. */
export function withSectionOf(form: Form, section: string, values: Values, last: Values): Values {
  const items = form.sections.find(({ code }) => code === section)?.items ?? [];
  const others = Object.entries(values).filter(([key]) => !items.some((item) => item.key === key));
  const ofLastTime = items.flatMap(({ key }) => (last[key] === undefined ? [] : [[key, last[key]] as const]));
  return { ...Object.fromEntries(others), ...Object.fromEntries(ofLastTime) };
}
