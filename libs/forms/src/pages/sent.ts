import { type Autosave, changesIn, type FieldValues, mergeChanges, seenIn } from '@todoke/web';
import type { Form } from '../form.js';
import { inputTexts, readAnswers, type Texts } from '../read-answers.js';
import type { Values } from '../values.js';
import { afterPress, type Pressed } from './pressed.js';

/** A form as it is stored while somebody fills it in. */
interface Stored {
  readonly form: Form;
  readonly stored: Texts;
  /** What was answered last time. */
  readonly last?: Values | undefined;
}

/**
 * What a page without script sends: what its author changed since it was shown, and what a button within the form
 * changed. What is in conflict stays as it was sent, so that it is told when it is stored.
 * @param pressed the button within the form, if it was one
 */
export function sentIn({ form, stored, last }: Stored, body: unknown, pressed: Pressed | undefined): Autosave {
  const seen = seenIn(body);
  const changes = changesIn(readAnswers(form, body).typed, seen);
  if (pressed === undefined) return { changes, seen };
  const { merged, conflicts } = mergeChanges(stored, { changes, seen });
  const after = afterPress(form, readAnswers(form, merged), pressed, last);
  const texts = { ...blanksOf(merged), ...after.typed, ...inputTexts(form, after.values) };
  const told = (of: FieldValues): FieldValues =>
    Object.fromEntries(conflicts.map(({ name }) => [name, of[name] ?? '']));
  return { changes: { ...changesIn(texts, stored), ...told(changes) }, seen: { ...stored, ...told(seen) } };
}

const blanksOf = (texts: FieldValues): FieldValues => Object.fromEntries(Object.keys(texts).map((name) => [name, '']));
