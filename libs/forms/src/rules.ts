import { isFigure, isPlain, type Check, type FormDefinition, type Item } from './definition.js';
import { scopeOf, type Expression, type Scope } from './expressions.js';

/** The conditions of one item or column. */
export interface ItemRules {
  readonly required: boolean | Expression;
  readonly shownWhen?: Expression;
  readonly computed?: Expression;
  /** Of a table, by column. */
  readonly columns: ReadonlyMap<string, ItemRules>;
}

interface CheckRule {
  readonly check: Check;
  readonly holds: Expression;
  readonly when?: Expression;
}

/** All expressions of a form, parsed and type-checked. */
export interface Rules {
  readonly items: ReadonlyMap<string, ItemRules>;
  readonly checks: readonly CheckRule[];
  /** Keys of the items that are figures, also of those that a part of the form does not ask. */
  readonly figures: ReadonlySet<string>;
}

type Fault = (where: string, fault: string) => Error;

/** @throws what `fault` makes of an expression that is broken, of another type, or names what is not there */
export function compileRules(form: FormDefinition, fault: Fault): Rules {
  const all = form.sections.flatMap((section) => section.items);
  const scope = scopeOf(all);
  const items = new Map<string, ItemRules>();
  for (const section of form.sections) {
    for (const item of section.items) {
      items.set(item.key, rulesOf(item, scope, `section ${section.code}, item ${item.key}`, fault));
    }
  }
  refuseCircles(items, fault);
  const checks = form.checks.map((check) => {
    const table = all.find(({ key }) => key === check.each);
    const within = table === undefined || isPlain(table) ? scope : scopeOf(all, table.columns);
    const compile = compiler(within, `check ${check.code}`, fault);
    return {
      check,
      holds: compile('holds', check.holds, 'bool'),
      ...(check.when === undefined ? {} : { when: compile('when', check.when, 'bool') }),
    };
  });
  return { items, checks, figures: new Set(all.filter(isFigure).map(({ key }) => key)) };

  function rulesOf(item: Item, scope: Scope, where: string, fault: Fault): ItemRules {
    const inRow = isPlain(item) ? undefined : scopeOf(all, item.columns);
    const columns = isPlain(item) || inRow === undefined ? [] : item.columns;
    return {
      ...conditionsOf(item, compiler(scope, where, fault)),
      columns: new Map(
        columns.map((column) => {
          const compile = compiler(inRow ?? scope, `${where}, column ${column.key}`, fault);
          return [column.key, { ...conditionsOf(column, compile), columns: new Map<string, ItemRules>() }];
        }),
      ),
    };
  }
}

type Compile = (what: string, source: string, type: 'bool' | 'figure') => Expression;

const compiler =
  (scope: Scope, where: string, fault: Fault): Compile =>
  (what, source, type) => {
    const compiled = scope.compile(source, type);
    if (typeof compiled === 'string') throw fault(`${where}, ${what}`, compiled);
    return compiled;
  };

function conditionsOf(item: Item, compile: Compile): Omit<ItemRules, 'columns'> {
  const { required = false, shownWhen } = item;
  return {
    required: typeof required === 'boolean' ? required : compile('required', required, 'bool'),
    ...(shownWhen === undefined ? {} : { shownWhen: compile('shownWhen', shownWhen, 'bool') }),
    ...(item.type === 'computed' ? { computed: compile('expression', item.expression, 'figure') } : {}),
  };
}

/** A figure that is computed from itself would never be done. */
function refuseCircles(items: ReadonlyMap<string, ItemRules>, fault: Fault): void {
  const visit = (rules: ReadonlyMap<string, ItemRules>, key: string, path: readonly string[]): void => {
    if (path.includes(key)) throw fault(`item ${key}`, `it is computed from itself: ${[...path, key].join(' → ')}`);
    for (const name of rules.get(key)?.computed?.names ?? []) visit(rules, name, [...path, key]);
  };
  for (const [key, { columns }] of items) {
    visit(items, key, []);
    for (const column of columns.keys()) visit(columns, column, []);
  }
}
