import { type Form, inputTexts, startingValues, type Texts, type Values } from '@todoke/forms';

/** A report that is being filled in. */
export interface Editing {
  readonly form: Form;
  /** What is stored, by the names of the fields. */
  readonly stored: Texts;
  /** What was said last time. */
  readonly last: Values | undefined;
}

/** What the master knows of an institution. */
interface Master {
  readonly name: string;
  readonly prefecture: string;
  readonly municipalityCode?: string | undefined;
  readonly location: string;
  readonly phone?: string | undefined;
}

/** Under the names by which a form asks for them, `master:name`. */
const factsOf = ({ name, prefecture, municipalityCode, location, phone }: Master) => ({
  name,
  prefecture,
  cityCode: municipalityCode?.slice(2),
  location,
  phone,
});

/**
 * What a report begins with: what was said last time, and of what was not said the facts of the master. Whoever reports
 * corrects it.
 */
export function beginning(form: Form, last: Values | undefined, master: Master): Texts {
  const facts: Record<string, PlainValue | undefined> = factsOf(master);
  for (const { key, prefill } of form.items) {
    const said = last?.[key] as PlainValue | undefined;
    if (prefill?.startsWith('master:') === true && said !== undefined) facts[prefill.slice('master:'.length)] = said;
  }
  return inputTexts(form, startingValues(form, { last, master: facts }));
}

type PlainValue = string | number | readonly string[];
