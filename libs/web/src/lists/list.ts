import type { Readable } from 'node:stream';
import type { z } from 'zod';
import type { PageView } from '../pages/page.js';
import type { ListDeclaration, ListScope } from './declaration.js';
import { exportDialog, exportList, type ExportRequest } from './export.js';
import { glanceAt, type ListGlance, showList } from './show.js';
import { ownFields, ownNames, queryOf, searched, stateIn, type StateReading } from './state.js';

/** A declared list, as its pages use it. Every method takes the list's path and the query of the address. */
export interface List<Context> {
  /** The page of the list; 422 where a filter is refused. */
  show(path: string, query: unknown, scope: ListScope<Context>): Promise<PageView>;
  /** The page エクスポート. */
  ask(path: string, query: unknown, scope: ListScope<Context>): Promise<PageView>;
  /** The file, or a page about characters that cannot be written. */
  export(
    path: string,
    query: unknown,
    body: unknown,
    asked: Pick<ExportRequest<never, Context>, 'scope' | 'person' | 'reply'>,
  ): Promise<PageView | Readable | undefined>;
  /** The first rows, for another page; undefined where a filter is refused. @param size how many */
  glance(query: unknown, scope: ListScope<Context>, size: number): Promise<ListGlance | undefined>;
  /** What is set, as in an address; blank where nothing is or a filter is refused. */
  set(query: unknown, context: Context): string;
  /** The same without what is searched for, of a list that opens as its reader left it; undefined of any other. */
  left(query: unknown, context: Context): string | undefined;
  readonly name: string;
}

/**
 * Declares a list once: its filters, search, table, orders, pages by cursor, counts, addresses and CSV files follow.
 * @throws where a filter has a name that addresses of every list use
 */
export function list<Row, Context, Filters extends z.ZodObject, Sort extends string, Order extends string>(
  declaration: ListDeclaration<Row, Context, Filters, Sort, Order>,
): List<Context> {
  const taken = ownNames.find((name) => Object.hasOwn(declaration.filters.fields, name));
  if (taken !== undefined) throw new Error(`list ${declaration.name}: a filter cannot be called ${taken}`);
  // What is read with the schema of the filters is given to its own `where`, which the compiler cannot follow.
  const known = declaration as unknown as ListDeclaration<Row, Context>;
  const own = ownFields(known);
  const stateOf = (query: unknown, scope: ListScope<Context>): Promise<StateReading> =>
    searched(known, stateIn(known, own, query, scope.context), scope);
  return {
    show: async (path, query, scope) => showList(known, own, path, await stateOf(query, scope), scope),
    ask: async (path, query, scope) => {
      const state = stateIn(known, own, query, scope.context);
      return state.ok ? exportDialog({ list: known, path, state }) : showList(known, own, path, state, scope);
    },
    export: async (path, query, body, asked) => {
      const state = await stateOf(query, asked.scope);
      if (!state.ok) return showList(known, own, path, state, asked.scope);
      return exportList({ ...asked, list: known, path, state }, body);
    },
    glance: async (query, scope, size) => {
      const state = await stateOf(query, scope);
      return state.ok ? glanceAt(known, state, scope, size) : undefined;
    },
    set: (query, context) => {
      const state = stateIn(known, own, query, context);
      return state.ok ? queryOf(state.kept) : '';
    },
    left: (query, context) => {
      const state = declaration.remembered === true ? stateIn(known, own, query, context) : undefined;
      return state?.ok === true ? queryOf(state.kept.filter(([name]) => name !== 'q')) : undefined;
    },
    name: declaration.name,
  };
}
