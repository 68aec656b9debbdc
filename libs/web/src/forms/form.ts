import { findUnusable, lengthOf, lengthWidened } from '@todoke/japan';
import type { FieldError } from '@todoke/service';
import type { z } from 'zod';
import type { FieldText, FieldTexts } from './field-text.js';
import { viewOf, type FormView } from './form-view.js';
import { missing, onlyBeginning, refusal, tooLong, unusable } from './messages.js';
import { answerIn, forSchema, isWritten, longestAnswer, overlong } from './read-body.js';

/** The typed values, kept for showing the form again; never passwords. */
export type FormValues = Readonly<Record<string, string | boolean | readonly string[]>>;

type Reading<T> = { ok: true; value: T; values: FormValues } | { ok: false; values: FormValues; errors: FieldError[] };

type Name<S extends z.ZodObject> = string & keyof z.input<S>;
type Answers = Record<string, string | boolean | string[]>;

/** One form: a single declaration of schema and texts for parser, messages and page. */
export interface Form<S extends z.ZodObject = z.ZodObject> {
  readonly schema: S;
  readonly fields: Readonly<Record<string, FieldText>>;
  /**
   * Reads an untrusted body (anything at all) without throwing.
   * @param known values that the server decides: a posted value of such a field, or of a `readonly` one, is ignored
   */
  read(body: unknown, known?: Readonly<Record<string, unknown>>): Reading<z.output<S>>;
  /**
   * The data for `{{> error-summary form}}`, `{{> fields form}}` and `{{> field form.field.email}}`.
   * @param values what to show in the fields: an earlier reading's `values`, or stored facts
   * @param errors the errors of `read`, or those of a Problem
   * @param extra texts that differ this time, e.g. the options of a select
   */
  view(
    values?: Readonly<Record<string, unknown>>,
    errors?: readonly FieldError[],
    extra?: Readonly<Partial<Record<Name<S>, Partial<FieldText>>>>,
  ): FormView<Name<S>>;
}

/**
 * Declares a form from its schema and the texts of its fields, in the order of the page. Fields of the schema
 * without a text (e.g. an id from the server) come only from `known`. Text that people write is tidied, control
 * characters are removed and other unusable characters refused (`libs/japan`); a box is a boolean, a group of boxes a
 * list. A blank required field says 「…を入力してください。」; other messages are those of the schema, or a Japanese
 * sentence that names the label.
 */
export function form<S extends z.ZodObject>(schema: S, fields: Readonly<Partial<FieldTexts<Name<S>>>>): Form<S> {
  const texts = fields as Readonly<Record<string, FieldText>>;
  return {
    schema,
    fields: texts,
    read: (body, known = {}) => read(schema, texts, body, known),
    view: (values = {}, errors = [], extra) => viewOf(texts, values, errors, extra ?? {}) as FormView<Name<S>>,
  };
}

function read<S extends z.ZodObject>(
  schema: S,
  texts: Readonly<Record<string, FieldText>>,
  body: unknown,
  known: Readonly<Record<string, unknown>>,
): Reading<z.output<S>> {
  const asked = Object.entries(texts).filter(
    ([name, { readonly }]) => !Object.hasOwn(known, name) && readonly !== true,
  );
  const answers: Answers = Object.fromEntries(asked.map(([name, text]) => [name, answerIn(body, name, text)]));
  const shape = schema.shape as Record<string, z.ZodType>;
  const candidate = { ...mapValues(answers, (answer, name) => forSchema(answer, shape[name], texts[name])), ...known };
  const defaults = new Set<string>();
  const parsed = schema.safeParse(candidate, {
    error: (issue) => {
      const message = refusal(issue, texts[String(issue.path?.[0] ?? '')] ?? { label: '入力' });
      defaults.add(message);
      return message;
    },
  });
  const values = keepable(texts, { ...answers, ...(known as Answers) });
  const cut = asked.flatMap(([field, text]) => cutOff(field, overlong(body, field), text));
  const long = asked.flatMap(([field, text]) => excess(field, answers[field], text));
  const unfit = asked.flatMap(([field, text]) => unusableIn(field, answers[field], text));
  if (parsed.success && [...cut, ...long, ...unfit].length === 0) return { ok: true, value: parsed.data, values };
  const issues = parsed.success ? [] : parsed.error.issues;
  const refused = issues.map((issue) => asError(issue, texts, answers, defaults));
  return { ok: false, values, errors: firstOfEach(texts, [...cut, ...refused, ...unfit, ...long]) };
}

/** An answer of which only the beginning was read says so. */
function cutOff(field: string, length: number | undefined, text: FieldText): FieldError[] {
  if (length === undefined) return [];
  const refused = tooLong(text, text.maxLength ?? longestAnswer, length);
  return [{ field, message: `${refused}${onlyBeginning(longestAnswer)}` }];
}

/** The limit of a field, counted as the answer is stored. */
function excess(field: string, answer: Answers[string] | undefined, text: FieldText): FieldError[] {
  if (typeof answer !== 'string' || text.maxLength === undefined) return [];
  const length = text.widened === true ? lengthWidened(answer) : lengthOf(answer);
  return length > text.maxLength ? [{ field, message: tooLong(text, text.maxLength, length) }] : [];
}

function unusableIn(field: string, answer: Answers[string] | undefined, text: FieldText): FieldError[] {
  const found = isWritten(text) && typeof answer === 'string' ? findUnusable(answer) : undefined;
  return found ? [{ field, message: unusable(text, found) }] : [];
}

/**
 * A blank answer gets the message to fill it in, whatever rule refused it first, unless the schema has a message
 * of its own for absence.
 */
function asError(
  issue: z.core.$ZodIssue,
  texts: Readonly<Record<string, FieldText>>,
  answers: Answers,
  defaults: ReadonlySet<string>,
): FieldError {
  const field = String(issue.path[0] ?? '');
  const text = texts[field];
  if (text === undefined) return { field: '', message: issue.message };
  const answer = answers[field];
  const blank = answer === '' || answer === false || (Array.isArray(answer) && answer.length === 0);
  const aboutAbsence = ['too_small', 'invalid_type', 'invalid_value', 'custom'].includes(issue.code);
  if (blank && (defaults.has(issue.message) || !aboutAbsence)) return { field, message: missing(text) };
  return { field, message: issue.message };
}

/** One error a field, in the order of the page; what concerns the whole form comes last. */
function firstOfEach(texts: Readonly<Record<string, FieldText>>, errors: readonly FieldError[]): FieldError[] {
  const order = [...Object.keys(texts), ''];
  return order.flatMap((name) => {
    const found = errors.filter(({ field }) => field === name);
    return name === '' ? found : found.slice(0, 1);
  });
}

function keepable(texts: Readonly<Record<string, FieldText>>, answers: Answers): FormValues {
  const shown = ([name]: [string, unknown]): boolean => texts[name] !== undefined && texts[name].input !== 'password';
  return Object.fromEntries(Object.entries(answers).filter(shown));
}

const mapValues = <In, Out>(
  record: Record<string, In>,
  change: (value: In, name: string) => Out,
): Record<string, Out> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value, name)]));
