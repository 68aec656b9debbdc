import { type Form, inputTexts, startingValues, type Texts, type Values } from '@todoke/forms';
import type { Answer } from './answer.js';

/** A form that is being filled in. */
export interface Editing {
  readonly form: Form;
  /** What is stored, by the names of the fields: typed by somebody, answered before, or what the form begins with. */
  readonly stored: Texts;
  /** Nobody has typed or answered anything yet, and the form begins with last time's answers. */
  readonly begunFromLast: boolean;
  /** What was answered last time. */
  readonly last: Values | undefined;
}

/** What a form stands at: 「前回と同じ」 where nothing was typed or answered yet. */
export function editingOf(form: Form, answer: Answer | undefined, last: Values | undefined): Editing {
  const known = answer?.draft?.typed ?? (answer?.given && inputTexts(form, answer.given.values));
  if (known !== undefined) return { form, stored: known, begunFromLast: false, last };
  const stored = inputTexts(form, startingValues(form, { last }));
  return { form, stored, begunFromLast: Object.keys(stored).length > 0, last };
}
