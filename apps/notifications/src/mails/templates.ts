import Handlebars from 'handlebars';

/** Values that every mail may show besides the facts of its event. */
export interface MailSettings {
  readonly senderName: string;
  readonly senderAddress: string;
  readonly supportPhone: string;
  readonly applicationUrl: string;
  readonly loginUrl: string;
  readonly schemeMedicalUrl: string;
  readonly schemePharmacyUrl: string;
}

/** A template has an unknown placeholder, or lacks a required fact. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
}

export type Render = (shown: Readonly<Record<string, string>>) => string;

class NamesShown extends Handlebars.Visitor {
  readonly names = new Set<string>();

  override PathExpression(path: hbs.AST.PathExpression): void {
    this.names.add(path.original);
  }
}

/** The placeholders of a template. @throws where it cannot be parsed */
function placeholders(source: string): ReadonlySet<string> {
  const visitor = new NamesShown();
  visitor.accept(Handlebars.parse(source));
  return visitor.names;
}

export interface Placeholders {
  /** Each must be shown. */
  readonly required: Iterable<string>;
  /** May be shown. */
  readonly allowed: Iterable<string>;
}

/**
 * Compiles one template after checking what it shows (R169).
 * @param name of the file, for the message
 * @throws TemplateError naming every unknown or missing placeholder
 */
export function compileTemplate(
  name: string,
  source: string,
  { required, allowed }: Placeholders,
  format: 'text' | 'html',
): Render {
  const shown = shownIn(name, source);
  const known = new Set([...required, ...allowed]);
  const unknown = [...shown].filter((placeholder) => !known.has(placeholder));
  const missing = [...required].filter((placeholder) => !shown.has(placeholder));
  const wrong = [
    ...unknown.map((placeholder) => `{{${placeholder}}} is not known`),
    ...missing.map((placeholder) => `{{${placeholder}}} is missing`),
  ];
  if (wrong.length > 0) throw new TemplateError(`${name}: ${wrong.join(', ')}`);
  return Handlebars.compile(source, { strict: true, knownHelpersOnly: true, noEscape: format === 'text' });
}

function shownIn(name: string, source: string): ReadonlySet<string> {
  try {
    return placeholders(source);
  } catch (error) {
    throw new TemplateError(`${name}: ${(error as Error).message}`);
  }
}
