import { readdirSync, readFileSync } from 'node:fs';
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

/**
 * Registers a partial under a name that is free.
 * @throws when its template is broken; the partials that it names are checked when a template is compiled
 */
export function registerPartial(name: string, source: string, file: string): void {
  if (environment.partials[name] !== undefined) throw new Error(`${file}: there is already a partial named ${name}`);
  environment.registerPartial(name, environment.compile(parse(source, file, false), strict));
}

/**
 * Compiles at once, so that a broken template stops the boot and does not fail at a request.
 * @throws when the syntax is broken, a helper or partial is unknown, or `{{{` would print unescaped text
 */
export function compile(source: string, file: string, rawAllowed = false): Compiled {
  const program = parse(source, file, rawAllowed);
  refuseUnknownPartials(program, file);
  const render = environment.compile(program, strict);
  return (data, around = {}) => render(data, { data: { ...around } });
}

function parse(source: string, file: string, rawAllowed: boolean): hbs.AST.Program {
  try {
    const program = environment.parse(source, { srcName: file });
    if (!rawAllowed) new RefuseRawOutput().accept(program);
    new IsolatePartials().accept(program);
    environment.precompile(program, strict);
    return program;
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

function refuseUnknownPartials(program: hbs.AST.Program, file: string): void {
  const partials = new CollectPartials();
  partials.accept(program);
  const unknown = partials.used.filter(
    (name) => !partials.defined.has(name) && environment.partials[name] === undefined,
  );
  if (unknown.length > 0) throw new Error(`${file}: unknown partial ${unknown.join(', ')}`);
}

/** The name of a partial, or undefined where it is computed or the block given by the caller. */
function nameOf(name: hbs.AST.PathExpression | hbs.AST.SubExpression): string | undefined {
  if (name.type !== 'PathExpression') return undefined;
  const path = name as hbs.AST.PathExpression;
  return path.data ? undefined : String(path.original);
}

const folder = new URL('../partials/', import.meta.url);
const files = readdirSync(folder).filter((file) => file.endsWith('.hbs'));
for (const file of files) {
  const name = file.slice(0, -'.hbs'.length);
  designSystem.add(name);
  knownHelpers[asBlock(name)] = true;
  environment.registerHelper(asBlock(name), renderBlock(name));
}
for (const file of files) {
  registerPartial(file.slice(0, -'.hbs'.length), readFileSync(new URL(file, folder), 'utf8'), `partials/${file}`);
}
// Checked last, when all partials are known.
for (const file of files) compile(readFileSync(new URL(file, folder), 'utf8'), `partials/${file}`);
