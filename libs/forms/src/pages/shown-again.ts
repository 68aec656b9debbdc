import type { FieldError } from '@todoke/service';
import type { Autosave, Conflict, FieldValues } from '@todoke/web';
import type { Pressed } from './pressed.js';
import { conflictWord } from './words.js';

/** What is shown besides the form: what is wrong, and what was typed over. */
export interface ShownAgain {
  readonly errors: readonly FieldError[];
  /** What the person typed where another had stored something else. */
  readonly typed: FieldValues;
  /** Key of the table that gets one more row. */
  readonly more?: string | undefined;
}

/** A form that is shown for the first time. */
export const shownFirst: ShownAgain = { errors: [], typed: {} };

/** A form that is shown again. @param conflicts what was not stored, since another stored something else meanwhile */
export function shownAgain(
  conflicts: readonly Conflict[],
  sent: Autosave,
  errors: readonly FieldError[],
  pressed: Pressed | undefined,
): ShownAgain {
  const told = conflicts.map(({ name, theirs }) => ({ field: name, message: conflictWord(theirs) }));
  return {
    errors: [...told, ...errors.filter(({ field }) => !told.some((one) => one.field === field))],
    typed: Object.fromEntries(conflicts.map(({ name }) => [name, sent.changes[name] ?? ''])),
    more: pressed?.button === 'add' ? pressed.table : undefined,
  };
}
