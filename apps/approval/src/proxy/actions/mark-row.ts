import type { Alike } from '../../reviews/index.js';
import type { Note } from '../domain/judge-row.js';
import type { EarlierRow, Mark } from '../domain/marks.js';
import { aboutAlike, aboutEarlierRow } from '../words.js';

/** A mark, and the sentence that says why. */
interface Marked {
  readonly mark: Mark;
  readonly note: Note;
}

const marked = (mark: Mark, text: string): Marked => ({ mark, note: { text } });

const underWay: readonly string[] = ['waiting', 'approved', 'pre-noticed'];

/**
 * Why a row may not be needed: an application under way counts before an account, since filing once more would be the
 * second time.
 * @param alike the strongest first
 */
export function markOf(alike: readonly Alike[], earlier: EarlierRow | undefined): Marked | undefined {
  const applications = alike.filter((one) => one.kind === 'application');
  const applied = applications.find(({ state }) => underWay.includes(state));
  if (applied !== undefined) return marked('applied', aboutAlike(applied));
  if (earlier !== undefined) return marked('repeated', aboutEarlierRow(earlier));
  const holder = alike.find((one) => one.kind === 'institution' && one.hasAccount);
  if (holder !== undefined) return marked('holder', aboutAlike(holder));
  const issued = applications.find(({ state }) => state === 'issued');
  return issued && marked('applied', aboutAlike(issued));
}
