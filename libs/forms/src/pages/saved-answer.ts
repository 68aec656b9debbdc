import { formatTime } from '@todoke/japan';
import type { Autosave, AutosaveAnswer, Conflict } from '@todoke/web';
import { answerText } from '../answer-text.js';
import type { Form } from '../form.js';
import type { Judgement } from '../judge.js';
import { placeNamed } from '../labels.js';
import { textsToKeep, type AnswersReading } from '../read-answers.js';
import { readValue } from '../read-value.js';
import { placesOf } from '../values.js';
import { hrefOf, progressText } from './form-view.js';
import { besidesWord, otherAuthor } from './words.js';

/** What was saved of a form while it is filled in. */
export interface Saved {
  readonly form: Form;
  /** Of the texts that are stored now, as `textsToKeep` has them. */
  readonly reading: AnswersReading;
  readonly judged: Judgement;
  readonly conflicts: readonly Conflict[];
  readonly at: Date;
  /** Somebody else is typing in it. */
  readonly besides: boolean;
}

/**
 * What the script of the page is told. What is missing is no problem yet: somebody is still typing.
 * @param what the form is to its people: 回答, 報告
 */
export function savedAnswer(
  what: string,
  sent: Autosave,
  { form, reading, judged, conflicts, at, besides }: Saved,
): AutosaveAnswer {
  const stored = textsToKeep(form, reading);
  const names = Object.keys(sent.changes).filter((name) => !conflicts.some((conflict) => conflict.name === name));
  const other = names.filter((name) => (stored[name] ?? '') !== sent.changes[name]);
  const places = form.items.flatMap((item) => [
    { name: item.key, computed: item.type === 'computed' ? item : undefined },
    ...placesOf(item, reading.values).map((place) => ({
      name: place.name,
      computed: place.item.type === 'computed' ? place.item : undefined,
    })),
  ]);
  const computed = places.flatMap(({ name, computed: item }): [string, string][] =>
    item === undefined ? [] : [[name, answerText(item, judged.computed[name])]],
  );
  const problems = new Map([...judged.errors, ...reading.problems].map(({ field, message }) => [field, message]));
  return {
    savedAt: formatTime(at),
    values: Object.fromEntries(other.map((name) => [name, stored[name] ?? ''])),
    computed: Object.fromEntries(computed),
    problems: [...problems].map(([name, message]) => ({ name, message })),
    warnings: judged.warnings.map(({ message, items }) => ({ message, href: hrefOf(form, items[0] ?? '') })),
    sections: judged.sections.map((section) => ({
      code: section.code,
      progress: progressText(section),
      done: section.answered === section.asked,
    })),
    hidden: places.map(({ name }) => name).filter((name) => !judged.shown.has(name)),
    required: [...judged.required],
    changed: [...judged.changed],
    conflicts: conflicts.map((conflict) => ({ ...conflict, who: otherAuthor, ...wordsOf(form, conflict) })),
    others: besides ? [besidesWord(what)] : [],
  };
}

/** A text that is stored, as people read it beside the label of its field. */
function wordsOf(form: Form, { name, theirs }: Conflict): { label: string; shown: string } {
  const item = placeNamed(form, name)?.item;
  if (item === undefined) return { label: '', shown: theirs };
  return { label: item.label, shown: answerText(item, readValue(item, theirs).value) };
}
