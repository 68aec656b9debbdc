import type { FieldError } from '@todoke/service';
import { isPlain, type GridItem, type Item, type PlainItem, type RowsItem, type Section } from './definition.js';
import { Figures } from './figures.js';
import type { Form } from './form.js';
import { labelledAt, missingMessage, rowLabel } from './labels.js';
import { faultOf } from './read-value.js';
import type { ItemRules } from './rules.js';
import { isAnswered, isBlank, placesOf, rowsOf, sameValue, valueAt, type Place, type Values } from './values.js';

interface Warning {
  readonly code: string;
  readonly message: string;
  /** Names of the fields that it is about. */
  readonly items: readonly string[];
}

/** How far a section is: `asked` counts the fields that must have an answer. */
export interface SectionProgress {
  readonly code: string;
  readonly title: string;
  readonly answered: number;
  readonly asked: number;
}

export interface Judgement {
  /** Names of what is asked: items, and cells of tables. */
  readonly shown: ReadonlySet<string>;
  /** Of these, what must have an answer. */
  readonly required: ReadonlySet<string>;
  /** Computed figures by the name of their field; blank ones are absent. A share is a fraction: 0.5 is 50 %. */
  readonly computed: Readonly<Record<string, number>>;
  /** Broken limits and checks; what is missing is not among them. */
  readonly errors: readonly FieldError[];
  readonly warnings: readonly Warning[];
  /** Required and blank, in the order of the page. */
  readonly missing: readonly string[];
  readonly sections: readonly SectionProgress[];
  /** What differs from last time, where there was a last time. */
  readonly changed: ReadonlySet<string>;
}

/**
 * Judges answers: what is asked, what must be, what is computed, what is wrong. Pure; the same on the server for every
 * way in which they come.
 * @param last the answers of last time
 */
export function judge(form: Form, values: Values, { last }: { readonly last?: Values | undefined } = {}): Judgement {
  const figures = new Figures(form, values);
  const asked = new Asked(form, values, figures);
  const missing = [...asked.required].filter((name) => asked.blank.has(name));
  const { errors, warnings } = checked(form, values, figures, asked.shown);
  return {
    shown: asked.shown,
    required: asked.required,
    computed: figures.all(),
    errors: [...limits(form, values, asked.shown), ...errors],
    warnings,
    missing,
    sections: form.sections.map((section) => progressOf(section, asked)),
    changed: last === undefined ? new Set() : changedSince(form, values, last, asked.shown),
  };
}

/** What is shown and required. A table as a whole is a name of its own: blank where no cell is filled. */
class Asked {
  readonly shown = new Set<string>();
  readonly required = new Set<string>();
  readonly blank = new Set<string>();
  /** Name of a field → key of its item. */
  readonly owner = new Map<string, string>();

  constructor(form: Form, values: Values, figures: Figures) {
    for (const item of form.items) {
      const rules = form.rules.items.get(item.key);
      if (rules === undefined || !this.note(item.key, item, rules, figures, !isAnswered(item, values))) continue;
      if (isPlain(item)) continue;
      for (const place of placesOf(item, values)) {
        const ofColumn = rules.columns.get(place.item.key);
        if (ofColumn === undefined) continue;
        const blank = isBlank(valueAt(values, place));
        this.owner.set(place.name, item.key);
        this.note(place.name, place.item, ofColumn, figures, blank, place);
      }
    }
  }

  /** @returns whether it is asked */
  private note(name: string, item: Item, rules: ItemRules, figures: Figures, blank: boolean, at?: Place): boolean {
    if (rules.shownWhen !== undefined && figures.says(rules.shownWhen, at) !== true) return false;
    this.shown.add(name);
    if (!this.owner.has(name)) this.owner.set(name, name);
    const { required } = rules;
    const must = typeof required === 'boolean' ? required : figures.says(required, at) === true;
    if (must && item.type !== 'computed') this.required.add(name);
    if (blank) this.blank.add(name);
    return true;
  }
}

function progressOf({ code, title, items }: Section, asked: Asked): SectionProgress {
  const keys = new Set(items.map(({ key }) => key));
  const own = [...asked.required].filter((name) => keys.has(asked.owner.get(name) ?? ''));
  return { code, title, asked: own.length, answered: own.filter((name) => !asked.blank.has(name)).length };
}

function limits(form: Form, values: Values, shown: ReadonlySet<string>): FieldError[] {
  return form.items.flatMap((item) =>
    placesOf(item, values).flatMap((place) => {
      const value = valueAt(values, place);
      if (value === undefined || !shown.has(place.name) || place.item.type === 'computed') return [];
      const fault = faultOf(labelled(place), value);
      return fault === undefined ? [] : [{ field: place.name, message: fault }];
    }),
  );
}

function checked(form: Form, values: Values, figures: Figures, shown: ReadonlySet<string>) {
  const errors: FieldError[] = [];
  const warnings: Warning[] = [];
  for (const { check, holds, when } of form.rules.checks) {
    const table = check.each === undefined ? undefined : form.item(check.each);
    const places: readonly (Row | undefined)[] =
      table === undefined || isPlain(table) ? [undefined] : rowsOf(values, table).map((row) => ({ of: table, row }));
    for (const at of places) {
      const names = check.items.map((key) => (at === undefined ? key : `${at.of.key}.${at.row}.${key}`));
      if (!names.some((name) => shown.has(name))) continue;
      if (when !== undefined && figures.says(when, at) !== true) continue;
      if (figures.says(holds, at) !== false) continue;
      const { code } = check;
      const message = at === undefined ? check.message : `${rowLabel(at.of, at.row)}：${check.message}`;
      if (check.level === 'warning') warnings.push({ code, message, items: names });
      else errors.push({ field: names[0] ?? '', message });
    }
  }
  return { errors, warnings };
}

interface Row {
  readonly of: GridItem | RowsItem;
  readonly row: string;
}

const labelled = ({ item, of, row }: Place): PlainItem =>
  isPlain(of) || row === undefined ? item : labelledAt(of, row, item);

function changedSince(form: Form, values: Values, last: Values, shown: ReadonlySet<string>): Set<string> {
  const names = form.items.flatMap((item) => {
    const places = new Map([...placesOf(item, values), ...placesOf(item, last)].map((place) => [place.name, place]));
    const changed = [...places.values()].filter(
      (place) => place.item.type !== 'computed' && !sameValue(valueAt(values, place), valueAt(last, place)),
    );
    return changed.length === 0 || !shown.has(item.key) ? [] : [item.key, ...changed.map(({ name }) => name)];
  });
  return new Set(names);
}

/** What is asked and not yet answered, as errors. */
const missingErrors = (form: Form, { missing }: Judgement): FieldError[] =>
  missing.map((name) => ({ field: name, message: missingMessage(form, name) }));

/**
 * Why answers cannot be given as they are: what was not understood, what is missing, what is wrong; one error a field,
 * in the order of the page. None of what is not asked.
 * @param problems of `readAnswers`
 */
export function refusalsOf(form: Form, problems: readonly FieldError[], judged: Judgement): FieldError[] {
  const keyOf = (name: string): string => name.split('.')[0] ?? name;
  const asked = problems.filter(({ field }) => judged.shown.has(field) || judged.shown.has(keyOf(field)));
  const byField = new Map<string, FieldError>();
  for (const error of [...asked, ...missingErrors(form, judged), ...judged.errors]) {
    if (!byField.has(error.field)) byField.set(error.field, error);
  }
  const order = new Map(form.items.map(({ key }, index) => [key, index]));
  return [...byField.values()].sort(
    (one, other) => (order.get(keyOf(one.field)) ?? 0) - (order.get(keyOf(other.field)) ?? 0),
  );
}
