import { type Form, inputTexts, startingValues, type Texts, type Values } from '@todoke/forms';

/** A report that is being filled in. */
export interface Editing {
  readonly form: Form;
  /** What is stored, by the names of the fields. */
  readonly stored: Texts;
  /** What was said last time. */
  readonly last: Values | undefined;
}

/** What is known of an institution by the master, under the keys of the form. */
export interface Master {
  readonly name: string;
  readonly prefecture: string;
  readonly municipalityCode?: string | undefined;
  readonly location: string;
  readonly phone?: string | undefined;
}

const factsOf = ({ name, prefecture, municipalityCode, location, phone }: Master) => ({
  name,
  prefecture_code: prefecture,
  city_code: municipalityCode?.slice(2),
  address: location,
  phone,
});

/**
 * What a report begins with: what was said last time, and of what was not said the facts of the master. Whoever reports
 * corrects it.
 */
export function beginning(form: Form, last: Values | undefined, master: Master): Texts {
  const known = Object.entries(factsOf(master)).filter(([key, fact]) => fact !== undefined && form.item(key));
  const facts = Object.fromEntries(known) as Readonly<Record<string, string>>;
  return inputTexts(form, { ...facts, ...startingValues(form, { last }) });
}
