import { within } from '@todoke/japan';
import type { FieldError } from '@todoke/service';
import type { FieldText } from './field-text.js';

interface ChoiceView {
  id: string;
  name: string;
  kind: 'radio' | 'checkbox' | 'option';
  value: string;
  label: string;
  hint?: string;
  chosen: boolean;
  autofocus: boolean;
  disabled: boolean;
}

/** The data of the partial `field`. */
interface FieldView extends FieldText {
  name: string;
  id: string;
  /** The `type` of the element. */
  type: string;
  value: string;
  checked: boolean;
  error?: string;
  /** Stands below the field, where a script counts: 「100文字以内」. */
  limit?: string;
  /** Ids for aria-describedby: hint, error and count. */
  describedBy?: string;
  choices: ChoiceView[];
  /** The first refused field takes the focus (R39); works without script. */
  autofocus: boolean;
  is: Partial<Record<'select' | 'radio' | 'group' | 'checkbox' | 'textarea' | 'hidden', boolean>>;
}

/** One line of the error summary, linking to the field it is about. */
interface ErrorView {
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
  /** The summary takes the focus: there are errors, and none belongs to a field. */
  focusSummary: boolean;
  /** Passwords are never shown again, so the summary asks for them again. */
  retyped: boolean;
  /** Whether any field is required: the legend 「*は必須項目となります」 is shown then (R7). */
  hasRequired: boolean;
}

/** The view of a form; see `Form.view`. */
export function viewOf(
  texts: Readonly<Record<string, FieldText>>,
  values: Readonly<Record<string, unknown>>,
  errors: readonly FieldError[],
  extra: Readonly<Record<string, Partial<FieldText> | undefined>>,
): FormView {
  const first = Object.keys(texts).find((name) => errors.some(({ field }) => field === name));
  const fields = Object.entries(texts).map(([name, text]) => {
    const error = errors.find(({ field }) => field === name)?.message;
    return fieldView(name, { ...text, ...extra[name] }, values[name], error, name === first);
  });
  const field = Object.fromEntries(fields.map((view) => [view.name, view]));
  return {
    fields,
    field,
    errors: errors.map((error) => errorView(error, field[error.field])),
    focusSummary: errors.length > 0 && first === undefined,
    retyped: fields.some(({ input }) => input === 'password'),
    hasRequired: fields.some(({ required }) => required === true),
  };
}

function errorView({ message }: FieldError, field: FieldView | undefined): ErrorView {
  if (field === undefined || field.is.hidden === true) return { message };
  return { message, href: `#${field.choices.find(({ kind }) => kind !== 'option')?.id ?? field.id}` };
}

/**
 * Kinds that a browser would check and change in its own way, and how they are typed instead: it drops a number in full
 * width without a word, and puts another address in place of one with an internationalised domain.
 */
const typedAsText: Readonly<Partial<Record<string, FieldText['inputMode']>>> = { email: 'email', number: 'decimal' };

/** Kinds with room for a count below. What is counted elsewhere, such as a search, says so when it is too long. */
const withCount: readonly string[] = ['text', 'textarea'];

function fieldView(
  name: string,
  text: FieldText,
  value: unknown,
  error: string | undefined,
  first: boolean,
): FieldView {
  const input = text.input ?? 'text';
  const id = `field-${name}`;
  const group = input === 'radio' || (input === 'checkbox' && text.options !== undefined);
  const counted = text.maxLength !== undefined && text.readonly !== true && withCount.includes(input);
  const notes = [
    ...(text.hint === undefined ? [] : [`${id}-hint`]),
    ...(error === undefined ? [] : [`${id}-error`]),
    ...(counted ? [`${id}-count`] : []),
  ];
  const inputMode = text.inputMode ?? typedAsText[input];
  return {
    width: 'long',
    rows: 5,
    ...text,
    input,
    type: typedAsText[input] === undefined ? input : 'text',
    ...(inputMode === undefined ? {} : { inputMode }),
    ...(counted ? { limit: within(text.maxLength ?? 0) } : {}),
    name,
    id,
    value: input === 'password' ? '' : shown(value),
    checked: value === true || value === 'on' || value === 'true',
    ...(error === undefined ? {} : { error }),
    ...(notes.length === 0 ? {} : { describedBy: notes.join(' ') }),
    choices: choices(name, id, text, value, first),
    autofocus: first && !group,
    is: {
      group,
      radio: input === 'radio',
      select: input === 'select',
      checkbox: input === 'checkbox' && !group,
      textarea: input === 'textarea',
      hidden: input === 'hidden',
    },
  };
}

const shown = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint' ? String(value) : '';

function choices(name: string, id: string, text: FieldText, value: unknown, first: boolean): ChoiceView[] {
  if (text.options === undefined) return [];
  const kind = text.input === 'radio' ? 'radio' : text.input === 'checkbox' ? 'checkbox' : 'option';
  const chosen = new Set([value].flat().map(shown));
  const { prompt = '選択してください' } = text;
  const options =
    kind === 'option' && prompt !== false ? [{ value: '', label: prompt }, ...text.options] : text.options;
  return options.map((option, index) => ({
    ...option,
    id: `${id}-${index + 1}`,
    name,
    kind,
    chosen: chosen.has(option.value),
    autofocus: first && index === 0 && kind !== 'option',
    disabled: text.readonly === true,
  }));
}
