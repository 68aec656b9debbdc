import type { FieldText } from './field-text.js';

/** One field as the partial `field` wants it. */
export interface FieldView extends FieldText {
  name: string;
  id: string;
  value: string;
  checked: boolean;
  error?: string;
  /** Ids for aria-describedby: hint, help, error. */
  describedBy?: string;
  choices: { id: string; value: string; label: string; hint?: string; chosen: boolean }[];
  is: Partial<Record<'single' | 'select' | 'radio' | 'checkbox' | 'checkboxes' | 'textarea' | 'hidden', true>>;
}

/** One line of the error summary, linking to the field it is about. */
export interface ErrorView {
  message: string;
  href?: string;
}

/** A whole form for the partials. */
export interface FormView<Name extends string = string> {
  /** In the order of the declaration, for `{{> fields form}}`. */
  fields: FieldView[];
  /** By name, for `{{> field form.field.email}}`. */
  field: Record<Name, FieldView>;
  errors: ErrorView[];
  /** Whether any field is required: the legend 「*は必須項目となります」 is shown then (R7). */
  hasRequired: boolean;
}
