import type { z } from 'zod';
import type { FieldText, FieldTexts } from './field-text.js';
import type { FormView } from './form-view.js';

/** What the reader typed, kept for showing the form again; passwords are never among them. */
export type FormValues = Readonly<Record<string, string | boolean | readonly string[]>>;

/** One refused field. `field` is '' for what concerns the form as a whole. */
export interface FieldError {
  field: string;
  message: string;
}

export type Reading<T> =
  | { ok: true; value: T; values: FormValues }
  | { ok: false; values: FormValues; errors: FieldError[] };

/** One form: its schema and texts, once for parser, messages and page. */
export interface Form<S extends z.ZodObject = z.ZodObject> {
  readonly schema: S;
  readonly fields: FieldTexts<string & keyof z.input<S>>;
  /**
   * Reads an untrusted body (anything at all) without throwing.
   * @param known values the server decides; a posted value of such a field is ignored
   */
  read(body: unknown, known?: FormValues): Reading<z.output<S>>;
  /**
   * The data for `{{> error-summary form}}`, `{{> fields form}}` and `{{> field form.field.email}}`.
   * @param values what to show in the fields: an earlier reading's `values`, or stored facts
   * @param errors a reading's errors, or those of a Problem
   * @param extra texts that differ this time, e.g. the options of a select
   */
  view(values?: Values, errors?: readonly FieldError[], extra?: Extra<S>): FormView<string & keyof z.input<S>>;
}

export type Values = Readonly<Record<string, unknown>>;
export type Extra<S extends z.ZodObject> = Partial<Record<keyof z.input<S>, Partial<FieldText>>>;

/** Declares a form from its schema and the texts of its fields. The order of `fields` is the order on the page. */
export function form<S extends z.ZodObject>(schema: S, fields: FieldTexts<string & keyof z.input<S>>): Form<S> {
  throw new Error(`not yet: ${Object.keys(schema.shape).length} ${Object.keys(fields).length}`);
}
