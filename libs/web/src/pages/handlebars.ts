import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Handlebars from 'handlebars';
import { formatters } from './formatters.js';

/** The one Handlebars environment of a process: the design system's partials, the helpers, and those of the app. */
const environment = Handlebars.create();
environment.registerHelper(formatters);

const knownHelpers: Record<string, boolean> = Object.fromEntries(Object.keys(formatters).map((name) => [name, true]));
// Without preventIndent an indented `{{> field}}` would indent every line of a textarea's value.
const strict: CompileOptions = { knownHelpers, knownHelpersOnly: true, preventIndent: true };

/** Names of the design system's partials. Called without a context they see only the arguments given to them. */
const designSystem = new Set<string>();

/** What every template can read besides its own data, as `@csrf`, `@path`, `@person`, `@publicName`. */
export interface Surroundings {
  /** Creates the CSRF token, and with it the cookie of a session, only when a template shows it. */
  csrf?: () => string;
  /** Path of the page, without its query. */
  path?: string;
  [name: string]: unknown;
}

type Compiled = (data: object, around?: Surroundings) => string;

/** A template as a bundle has it, so that no start parses one. */
export interface Precompiled {
  /** Names of the partials that it shows and does not define itself. */
  readonly uses: readonly string[];
  readonly spec: TemplateSpecification;
}

/** A template that is checked, but for the partials that it names. */
interface Checked {
  readonly uses: readonly string[];
  readonly render: HandlebarsTemplateDelegate;
}

/**
 * Registers a partial under a name that is free.
 * @returns the names of the partials that it shows; `refuseUnknownPartials` checks them when all are registered
 * @throws when its template is missing or broken
 */
export function registerPartial(name: string, file: string, precompiled?: Precompiled): readonly string[] {
  if (environment.partials[name] !== undefined) throw new Error(`${file}: there is already a partial named ${name}`);
  const { uses, render } = checked(file, precompiled);
  environment.registerPartial(name, render);
  return uses;
}

/**
 * Compiles at once, so that a broken template stops the boot and does not fail at a request.
 * @throws when the file is missing, the syntax is broken, a helper or partial is unknown, or `{{{` would print
 * unescaped text
 */
export function compile(file: string, precompiled?: Precompiled): Compiled {
  const { uses, render } = checked(file, precompiled);
  refuseUnknownPartials(uses, file);
  return (data, around = {}) => render(data, { data: { ...around } });
}

/**
 * A template as JavaScript: what `Precompiled` says, as text.
 * @throws as `compile`, but for the names of partials
 * @public called when a bundle is made
 */
export function precompile(file: string): string {
  const { uses, program } = parse(file);
  return `{ uses: ${JSON.stringify(uses)}, spec: ${String(environment.precompile(program, strict))} }`;
}

function checked(file: string, precompiled: Precompiled | undefined): Checked {
  if (precompiled !== undefined) return { uses: precompiled.uses, render: environment.template(precompiled.spec) };
  const { uses, program } = parse(file);
  return { uses, render: environment.compile(program, strict) };
}

function parse(file: string): { uses: readonly string[]; program: hbs.AST.Program } {
  const source = readFileSync(file, 'utf8');
  try {
    const program = environment.parse(source, { srcName: file });
    new RefuseRawOutput().accept(program);
    new IsolatePartials().accept(program);
    environment.precompile(program, strict);
    return { uses: partialsOf(program), program };
  } catch (error) {
    throw new Error(`${file}: ${(error as Error).message}`, { cause: error });
  }
}

class RefuseRawOutput extends Handlebars.Visitor {
  override MustacheStatement(mustache: hbs.AST.MustacheStatement): void {
    if (!mustache.escaped) {
      throw new Error(
        `line ${mustache.loc.start.line}: {{{ }}} prints unescaped; markup made by code is passed as safe(…)`,
      );
    }
    super.MustacheStatement(mustache);
  }
}

/**
 * A partial normally sees the caller's whole context, so `{{> button label='確認'}}` inside a loop over things
 * with a `name` would print that name. The design system's partials get their arguments and nothing else, and
 * the block inside `{{#> notice}}…{{/notice}}` keeps seeing what surrounds it and not the notice's arguments.
 */
class IsolatePartials extends Handlebars.Visitor {
  override PartialStatement(partial: hbs.AST.PartialStatement): void {
    if (partial.params.length === 0 && designSystem.has(nameOf(partial.name) ?? '')) {
      partial.params.push({ type: 'UndefinedLiteral', loc: partial.loc } as hbs.AST.Expression);
    }
    super.PartialStatement(partial);
  }

  override PartialBlockStatement(partial: hbs.AST.PartialBlockStatement): void {
    super.PartialBlockStatement(partial);
    const name = nameOf(partial.name) ?? '';
    if (!designSystem.has(name)) return;
    const path = { ...partial.name, parts: [asBlock(name)], original: asBlock(name) };
    Object.assign(partial, { type: 'BlockStatement', path, inverseStrip: { open: false, close: false } });
  }
}

/** Name of the helper behind `{{#> name}}`, which cannot be written in a template. */
const asBlock = (name: string): string => `block:${name}`;

function renderBlock(name: string) {
  return function (this: unknown, ...args: unknown[]): Handlebars.SafeString {
    const options = args.at(-1) as Handlebars.HelperOptions;
    const content = new Handlebars.SafeString(options.fn(this));
    const given = args.length > 1 ? args[0] : {};
    const render = environment.partials[name] as HandlebarsTemplateDelegate;
    const context = { ...(given as object), ...options.hash, content };
    return new Handlebars.SafeString(render(context, { data: options.data as unknown }));
  };
}

class CollectPartials extends Handlebars.Visitor {
  readonly used: string[] = [];
  readonly defined = new Set<string>(['']);

  override PartialStatement(partial: hbs.AST.PartialStatement): void {
    this.used.push(nameOf(partial.name) ?? '');
    super.PartialStatement(partial);
  }

  override PartialBlockStatement(partial: hbs.AST.PartialBlockStatement): void {
    this.used.push(nameOf(partial.name) ?? '');
    super.PartialBlockStatement(partial);
  }

  override DecoratorBlock(block: hbs.AST.DecoratorBlock): void {
    const [name] = block.params;
    if (name?.type === 'StringLiteral') this.defined.add((name as hbs.AST.StringLiteral).value);
    super.DecoratorBlock(block);
  }
}

function partialsOf(program: hbs.AST.Program): string[] {
  const partials = new CollectPartials();
  partials.accept(program);
  return partials.used.filter((name) => !partials.defined.has(name));
}

/** @throws Error that names the partials that are not registered */
export function refuseUnknownPartials(uses: readonly string[], file: string): void {
  const unknown = uses.filter((name) => environment.partials[name] === undefined);
  if (unknown.length > 0) throw new Error(`${file}: unknown partial ${unknown.join(', ')}`);
}

/** The name of a partial, or undefined where it is computed or the block given by the caller. */
function nameOf(name: hbs.AST.PathExpression | hbs.AST.SubExpression): string | undefined {
  if (name.type !== 'PathExpression') return undefined;
  const path = name as hbs.AST.PathExpression;
  return path.data ? undefined : String(path.original);
}

/** Registers every template of a folder. A bundle adds the third argument. */
function registerDesignSystem(
  moduleUrl: string,
  folder: string,
  precompiled: Readonly<Record<string, Precompiled>> = {},
): void {
  const place = fileURLToPath(new URL(folder, moduleUrl));
  const names = readdirSync(place)
    .filter((file) => file.endsWith('.hbs'))
    .map((file) => file.slice(0, -'.hbs'.length));
  for (const name of names) {
    designSystem.add(name);
    knownHelpers[asBlock(name)] = true;
    environment.registerHelper(asBlock(name), renderBlock(name));
  }
  const registered = names.map((name) => {
    const file = join(place, `${name}.hbs`);
    return { file, uses: registerPartial(name, file, precompiled[name]) };
  });
  for (const { uses, file } of registered) refuseUnknownPartials(uses, file);
}

registerDesignSystem(import.meta.url, '../partials/');
