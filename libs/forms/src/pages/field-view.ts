import { within } from '@todoke/japan';
import { answerText } from '../answer-text.js';
import { optionsOf, type PlainItem } from '../definition.js';
import { inputText } from '../read-value.js';
import type { Judgement } from '../judge.js';
import type { Texts } from '../read-answers.js';
import { valueAt, type Place, type Values } from '../values.js';

/** What all fields of a page are shown with. */
export interface Shown {
  readonly values: Values;
  readonly judged: Judgement;
  readonly typed: Texts;
  readonly last: Values | undefined;
  /** The first refused field, which takes the focus (R39). */
  readonly first: string | undefined;
  errorAt(name: string): string | undefined;
}

interface ChoiceView {
  readonly id: string;
  readonly name: string;
  readonly kind: 'radio' | 'checkbox' | 'option';
  readonly value: string;
  readonly label: string;
  readonly chosen: boolean;
}

/** One field: an item with one value, or a cell of a table. The data of `form-item` and `form-cell`. */
export interface FieldView {
  readonly name: string;
  readonly id: string;
  readonly label: string;
  readonly help?: string | undefined;
  readonly hint?: string;
  readonly unit?: string | undefined;
  readonly text: string;
  readonly required: boolean;
  readonly hidden: boolean;
  readonly error?: string | undefined;
  readonly autofocus: boolean;
  /** 「12人」, the answer of last time, and the text of its field. */
  readonly last?: string;
  readonly lastText?: string;
  /** Whether there was a last time, so that a difference from it is marked. */
  readonly compared: boolean;
  readonly changed: boolean;
  readonly describedBy: string;
  readonly limit?: string;
  readonly most?: number;
  readonly lines?: number | undefined;
  readonly inputMode?: string;
  /** Short enough to stand beside another. */
  readonly compact: boolean;
  readonly width: 'short' | 'medium' | 'long';
  readonly choices: readonly ChoiceView[];
  readonly is: Readonly<
    Partial<Record<'radio' | 'group' | 'select' | 'date' | 'textarea' | 'figure' | 'computed', boolean>>
  >;
}

/** More choices than these are a select. */
const mostRadios = 6;

/** @param inTable a cell has less room: choices are a select, notes stand with the column */
export function fieldView(place: Place, shown: Shown, inTable: boolean): FieldView {
  const { item, name } = place;
  const id = `field-${name}`;
  const value = valueAt(shown.values, place);
  const required = shown.judged.required.has(name);
  const kind = kindOf(item, inTable);
  const text = textOf(place, shown);
  const last = shown.last && answerText(item, valueAt(shown.last, place));
  const compared = last !== undefined && item.type !== 'computed';
  const long = item.type === 'text' && !inTable ? { limit: within(item.maxLength), most: item.maxLength } : {};
  const hint = item.example === undefined ? undefined : `例：${item.example}`;
  return {
    name,
    id,
    label: item.label,
    help: item.help,
    ...(hint === undefined ? {} : { hint }),
    unit: unitOf(item),
    text: item.type === 'computed' ? answerText(item, shown.judged.computed[name]) : text,
    required,
    hidden: !shown.judged.shown.has(name),
    error: shown.errorAt(name),
    autofocus: shown.first === name,
    ...(last === undefined || item.type === 'computed' ? {} : { last, lastText: lastText(place, shown) }),
    compared,
    changed: shown.judged.changed.has(name),
    describedBy: describedBy(id, { hint, compared: compared && !inTable, long: 'limit' in long, unit: unitOf(item) }),
    ...long,
    lines: item.type === 'text' ? item.lines : undefined,
    ...(inputModeOf(item) === undefined ? {} : { inputMode: inputModeOf(item) ?? 'text' }),
    compact: kind === 'figure' || kind === 'computed',
    width: widthOf(item),
    choices: choicesOf(item, { id, name, kind, required, chosen: text || inputText(value) }),
    is: { [kind]: true },
  };
}

const textOf = (place: Place, { typed, values }: Shown): string =>
  typed[place.name] ?? inputText(valueAt(values, place));

const lastText = (place: Place, { last = {} }: Shown): string => inputText(valueAt(last, place));

type Kind = 'radio' | 'group' | 'select' | 'date' | 'textarea' | 'figure' | 'computed' | 'text';

function kindOf(item: PlainItem, inTable: boolean): Kind {
  switch (item.type) {
    case 'one':
    case 'yes-no':
    case 'can':
      return inTable || (optionsOf(item) ?? []).length > mostRadios ? 'select' : 'radio';
    case 'many':
      return 'group';
    case 'date':
    case 'computed':
      return item.type;
    case 'int':
    case 'decimal':
      return 'figure';
    case 'text':
      return item.lines === undefined ? 'text' : 'textarea';
    case 'time':
      return 'text';
  }
}

const unitOf = (item: PlainItem): string | undefined =>
  item.type === 'int' || item.type === 'decimal' ? item.unit : undefined;

function inputModeOf(item: PlainItem): string | undefined {
  switch (item.type) {
    case 'int':
      return 'numeric';
    case 'decimal':
      return 'decimal';
    case 'text':
      return textModes[item.format ?? 'plain'];
    default:
      return undefined;
  }
}

const textModes: Readonly<Record<string, string>> = {
  url: 'url',
  mail: 'email',
  phone: 'tel',
  'postal-code': 'numeric',
};

const widthOf = (item: PlainItem): FieldView['width'] =>
  item.type !== 'text' || item.maxLength <= 20 ? 'short' : item.maxLength <= 40 ? 'medium' : 'long';

function describedBy(
  id: string,
  has: { hint: string | undefined; compared: boolean; long: boolean; unit: string | undefined },
): string {
  const notes = [
    ...(has.unit === undefined ? [] : [`${id}-unit`]),
    ...(has.hint === undefined ? [] : [`${id}-hint`]),
    `${id}-error`,
    ...(has.compared ? [`${id}-last`] : []),
    ...(has.long ? [`${id}-count`] : []),
  ];
  return notes.join(' ');
}

interface Choosing {
  readonly id: string;
  readonly name: string;
  readonly kind: Kind;
  readonly required: boolean;
  readonly chosen: string;
}

/** What need not be answered can be made blank again. */
function choicesOf(item: PlainItem, { id, name, kind, required, chosen }: Choosing): ChoiceView[] {
  const options = optionsOf(item);
  if (options === undefined) return [];
  const blank =
    kind === 'select'
      ? [{ code: '', label: '選択してください' }]
      : kind === 'radio' && !required
        ? [{ code: '', label: '未回答' }]
        : [];
  const codes = chosen === '' ? [''] : chosen.split(',');
  return [...(kind === 'select' ? blank : []), ...options, ...(kind === 'select' ? [] : blank)].map(
    ({ code, label }, index) => ({
      id: `${id}-${index + 1}`,
      name,
      kind: kind === 'select' ? 'option' : kind === 'radio' ? 'radio' : 'checkbox',
      value: code,
      label,
      chosen: codes.includes(code),
    }),
  );
}
