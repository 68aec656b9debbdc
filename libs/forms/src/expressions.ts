import { Environment } from '@marcbachmann/cel-js';
import { isPlain, type Item, type PlainItem } from './definition.js';

/** What an expression says; undefined: nothing. */
export type Outcome = boolean | number | undefined;

/** The values of the names of an expression; blank ones are absent. */
export type Variables = Readonly<Record<string, unknown>>;

/** An expression that was parsed and type-checked. */
export interface Expression {
  /** Keys of the items and columns that it names. */
  readonly names: ReadonlySet<string>;
  evaluate(variables: Variables): Outcome;
}

/** The names that an expression may use. */
export interface Scope {
  /** @returns what is wrong with it, where it cannot be used */
  compile(source: string, type: 'bool' | 'figure'): Expression | string;
}

/** Registering an equality of two types registers it for both orders. */
const mixed: readonly (readonly [signature: string, apply: (one: number, other: number) => number | boolean])[] = [
  ...['double + int: double', 'int + double: double'].map((of) => [of, (a: number, b: number) => a + b] as const),
  ...['double - int: double', 'int - double: double'].map((of) => [of, (a: number, b: number) => a - b] as const),
  ...['double * int: double', 'int * double: double'].map((of) => [of, (a: number, b: number) => a * b] as const),
  ...['double / int: double', 'int / double: double'].map((of) => [of, (a: number, b: number) => a / b] as const),
  ['double == int: bool', (a, b) => a === b],
];

/** Further apart than the error of a sum of decimals, closer than any two figures that people write. */
const negligible = 1e-7;

/**
 * Expressions of forms are in the Common Expression Language (CEL). Figures of a form are doubles and literals such as
 * 0 are ints, so the operators of both kinds together are added; and `sum(list)`, and `same(a, b)` for decimals, of
 * which `0.1 + 0.2 == 0.3` would not hold. A blank item has no value: an expression that needs it fails, and so says
 * nothing; `a || b` says true where a is true and b blank, as CEL has it.
 * @param columns of the table in whose row the expression stands; they hide items of the same name
 */
export function scopeOf(items: readonly Item[], columns: readonly PlainItem[] = []): Scope {
  const environment = new Environment();
  for (const [signature, apply] of mixed) {
    environment.registerOperator(signature, (one: number | bigint, other: number | bigint) =>
      apply(Number(one), Number(other)),
    );
  }
  environment.registerFunction('sum(list): double', (figures: Iterable<number | bigint>) =>
    [...figures].reduce<number>((total, figure) => total + Number(figure), 0),
  );
  environment.registerFunction(
    'same(double, double): bool',
    (one: number, other: number) => Math.abs(one - other) < negligible,
  );
  const hidden = new Set(columns.map(({ key }) => key));
  const named = [...items.filter(({ key }) => !hidden.has(key)), ...columns];
  for (const item of named) declare(environment, item);
  const known = new Set(named.map(({ key }) => key));
  return { compile: (source, type) => compile(environment, known, source, type) };
}

function declare(environment: Environment, item: Item): void {
  if (isPlain(item)) {
    environment.registerVariable(item.key, typeOf(item));
    return;
  }
  const row = Object.fromEntries(item.columns.map((column) => [column.key, typeOf(column)]));
  if (item.type === 'grid') {
    const schema = Object.fromEntries(item.rows.map(({ code }) => [code, row]));
    environment.registerVariable(item.key, { schema });
    return;
  }
  const type = `row_of_${item.key}`;
  environment.registerType(type, { fields: row });
  environment.registerVariable(item.key, `list<${type}>`);
}

function typeOf({ type }: PlainItem): string {
  switch (type) {
    case 'int':
    case 'decimal':
    case 'computed':
      return 'double';
    case 'many':
      return 'list<string>';
    default:
      return 'string';
  }
}

/** What may say something although a name has no value. To ask the others would only throw and catch an error. */
const decidesInPart = /\|\||&&|\?|\bhas\(/;

function compile(
  environment: Environment,
  known: ReadonlySet<string>,
  source: string,
  type: 'bool' | 'figure',
): Expression | string {
  const checked = environment.check(source);
  if (!checked.valid) return firstLine(checked.error);
  const fits = type === 'bool' ? ['bool', 'dyn'] : ['int', 'double', 'dyn'];
  if (!fits.includes(checked.type ?? '')) return `it is ${checked.type}, and should be ${type}`;
  const parsed = environment.parse(source);
  const names = new Set([...identifiersIn(parsed.ast)].filter((name) => known.has(name)));
  const needsAll = !decidesInPart.test(source);
  return {
    names,
    evaluate: (variables) => {
      if (needsAll && [...names].some((name) => !(name in variables))) return undefined;
      try {
        return outcomeOf(parsed(variables));
      } catch {
        return undefined;
      }
    },
  };
}

const firstLine = (error: Error | undefined): string => error?.message.split('\n')[0] ?? 'it is no expression';

function outcomeOf(said: unknown): Outcome {
  if (typeof said === 'bigint') return Number(said);
  return typeof said === 'boolean' || typeof said === 'number' ? said : undefined;
}

/** Names of variables anywhere in a parsed expression. */
function* identifiersIn(node: unknown): Generator<string> {
  if (Array.isArray(node)) {
    for (const part of node) yield* identifiersIn(part);
    return;
  }
  if (typeof node !== 'object' || node === null || !('op' in node) || !('args' in node)) return;
  if (node.op === 'id' && typeof node.args === 'string') yield node.args;
  else yield* identifiersIn(node.args);
}
