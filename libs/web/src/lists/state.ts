import type { RowQuery } from '@todoke/database';
import { matchKey } from '@todoke/japan';
import { z } from 'zod';
import type { FieldError } from '@todoke/service';
import { form, type Form, type FormValues } from '../forms/form.js';
import type { FieldTexts } from '../forms/field-text.js';
import { placeIn, type Place } from './cursor.js';
import type { ListDeclaration, ListOrder, ListScope } from './declaration.js';

type Declared<Row, Context> = ListDeclaration<Row, Context>;

/** Names in addresses that belong to every list. */
export const ownNames = ['q', 'order', 'after', 'before'];

/** What an address says about a list. */
export interface ListState {
  /** Without what is searched for; `searched` adds it. */
  readonly query: RowQuery;
  /** What is searched for, as `matchKey` gives it; '' where nothing is. */
  readonly key: string;
  /** What the filters were understood as. */
  readonly chosen: Readonly<Record<string, unknown>>;
  /** How many rows the search leaves at least, where it tells. */
  readonly atLeast?: number;
  readonly place: Place;
  /** Name of the order. */
  readonly order: string;
  /** What is set, for the addresses of other states: filters, search and an order other than the default. */
  readonly kept: readonly (readonly [string, string])[];
  readonly values: FormValues;
}

export type StateReading =
  ({ readonly ok: true } & ListState) | { readonly ok: false; values: FormValues; errors: FieldError[] };

/** The search box and the choice of the order, which every list has in the same way. */
export function ownFields<Row, Context>({
  search,
  orders,
}: Declared<Row, Context>): {
  readonly search: Form;
  readonly order: Form;
} {
  const names = Object.entries(orders).map(([value, { label }]) => ({ value, label }));
  const searchText = search && { label: search.label, ...(search.hint === undefined ? {} : { hint: search.hint }) };
  const q = { ...searchText, input: 'search', width: 'medium', maxLength: 100 } as FieldTexts['q'];
  const order = { label: '並び順', input: 'select', prompt: false, options: names } as const;
  return {
    search: form(z.object({ q: z.string().optional() }), search === undefined ? {} : { q }),
    order: form(z.object({ order: z.string().optional() }), names.length < 2 ? {} : { order }),
  };
}

/** Reads the query of an address: anything at all. */
export function stateIn<Row, Context>(
  list: Declared<Row, Context>,
  own: ReturnType<typeof ownFields>,
  asked: unknown,
  context: Context,
): StateReading {
  const query = typeof asked === 'object' && asked !== null ? (asked as Record<string, unknown>) : {};
  const filters = list.filters.read(query);
  const search = own.search.read(query);
  const order = orderIn(list.orders, query['order']);
  const values = { ...search.values, ...filters.values, order };
  if (!filters.ok || !search.ok) {
    return { ok: false, values, errors: [filters, search].flatMap((one) => (one.ok ? [] : one.errors)) };
  }
  const typed = search.values['q'];
  const { by, descending = false } = list.orders[order] as ListOrder;
  const key = list.search !== undefined && typeof typed === 'string' ? matchKey(typed) : '';
  const chosen = inItsPile(list, filters.value, key !== '');
  const where = list.where(chosen, context);
  const isDefault = order === Object.keys(list.orders)[0];
  const kept = [
    ...(typeof typed === 'string' && typed !== '' ? [['q', typed] as const] : []),
    ...Object.entries(filters.values).flatMap(([name, raw]) => setIn(name, raw, filters.value[name])),
    ...(isDefault ? [] : [['order', order] as const]),
  ];
  return {
    ok: true,
    query: { where, sort: by, descending },
    key,
    chosen,
    place: placeIn(query, order, by, list.rows),
    order,
    kept,
    values,
  };
}

/** The filters with the pile that is shown, also where the address names none. */
function inItsPile<Row, Context>(
  { tabs }: Declared<Row, Context>,
  chosen: Readonly<Record<string, unknown>>,
  searching: boolean,
): Readonly<Record<string, unknown>> {
  if (tabs === undefined) return chosen;
  return { ...chosen, [tabs.field]: tabs.current(chosen, searching) };
}

const orderIn = (orders: Readonly<Record<string, unknown>>, asked: unknown): string =>
  typeof asked === 'string' && Object.hasOwn(orders, asked) ? asked : (Object.keys(orders)[0] ?? '');

/** A state whose query has what is searched for as well. */
export async function searched<Row, Context>(
  { search }: Declared<Row, Context>,
  reading: StateReading,
  { rows, context }: ListScope<Context>,
): Promise<StateReading> {
  if (!reading.ok || reading.key === '' || search === undefined) return reading;
  const { query, key, chosen } = reading;
  const sought = await search.where(key, { rows, context, chosen });
  const [condition, atLeast] = 'atLeast' in sought ? [sought.where, sought.atLeast] : [sought];
  const where = [...query.where, condition];
  return { ...reading, query: { ...query, where }, ...(atLeast !== undefined && { atLeast }) };
}

/** A filter is kept as it was understood; one that was ignored is dropped. */
function setIn(name: string, raw: FormValues[string], understood: unknown): [string, string][] {
  if (raw === '' || raw === false || understood === undefined) return [];
  if (typeof raw === 'object') return raw.map((one) => [name, one]);
  return [[name, typeof understood === 'string' ? understood : String(raw)]];
}

type Pairs = readonly (readonly [string, string])[];

/** What follows the question mark of an address. */
export function queryOf(pairs: Pairs): string {
  const query = new URLSearchParams();
  for (const [name, value] of pairs) query.append(name, value);
  return query.toString();
}

/** The address of a state of a list. */
export function addressOf(path: string, pairs: Pairs): string {
  const query = queryOf(pairs);
  return query === '' ? path : `${path}?${query}`;
}
