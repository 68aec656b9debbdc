import { Problem } from '@todoke/service';
import { z } from 'zod';
import { sentText } from '../forms/read-body.js';

/** Texts by the name of their field, as the page sends a form. */
export type FieldValues = Readonly<Record<string, string>>;

/** More fields than any form has. */
const mostFields = 5_000;

const texts = z
  .record(z.string().max(200), z.string().max(20_000))
  .refine((all) => Object.keys(all).length <= mostFields);
const sent = z.object({ changes: texts, seen: texts });

/** What a page saves while somebody types: the fields that changed, and what it had shown in them before. */
export interface Autosave {
  readonly changes: FieldValues;
  /** What was stored when it was shown; a blank field may be absent. */
  readonly seen: FieldValues;
}

/** What was not saved, because somebody else had stored another text meanwhile. */
export interface Conflict {
  readonly name: string;
  /** What is stored. */
  readonly theirs: string;
  /** Who stored it, as the reader may know it: 「ほかの担当者」. */
  readonly who?: string;
}

/** The answer to a page that saves; the script `autosave.js` applies it. */
export interface AutosaveAnswer {
  /** '14:03' */
  readonly savedAt: string;
  /** What is stored of the fields that were sent, where it is another text: 「12」 of 「１２」. */
  readonly values: FieldValues;
  /** Computed figures as they are shown, by the name of their field. */
  readonly computed: FieldValues;
  /** Whole: a field that is not among them has no problem. */
  readonly problems: readonly { readonly name: string; readonly message: string }[];
  readonly warnings: readonly { readonly message: string; readonly href: string }[];
  /** How far each section is, as it is shown. */
  readonly sections: readonly { readonly code: string; readonly progress: string; readonly done: boolean }[];
  /** Names that are not asked now, must be answered, differ from last time; whole. */
  readonly hidden: readonly string[];
  readonly required: readonly string[];
  readonly changed: readonly string[];
  readonly conflicts: readonly (Conflict & { readonly label: string; readonly shown: string })[];
  /** Others who are in the same form, a sentence each. */
  readonly others: readonly string[];
}

/**
 * Reads what a page saves: JSON, with the CSRF token in the header `csrf-token`.
 * @throws Problem where it is nothing that the script sends
 */
export function readAutosave(body: unknown): Autosave {
  const read = sent.safeParse(body);
  if (!read.success) throw new Problem('malformed-autosave', 'malformed', '送信された内容を読み取れませんでした。');
  return read.data;
}

/** What a form without script says of what it had shown: its hidden field `_seen`. Nothing, where that is broken. */
export function seenIn(body: unknown): FieldValues {
  const field = sentText(body, '_seen');
  if (field === undefined) return {};
  try {
    return texts.safeParse(JSON.parse(field)).data ?? {};
  } catch {
    return {};
  }
}

/** The fields of a whole form that its sender changed: those that differ from what was shown. */
export function changesIn(typed: FieldValues, seen: FieldValues): FieldValues {
  const names = new Set([...Object.keys(typed), ...Object.keys(seen)]);
  const changed = [...names].filter((name) => name in typed && (typed[name] ?? '') !== (seen[name] ?? ''));
  return Object.fromEntries(changed.map((name) => [name, typed[name] ?? '']));
}

/**
 * Merges what somebody typed into what is stored now, field by field. Where another person stored something since it
 * was shown, and something else than what comes now, nothing is written: both are told.
 * @returns the texts to be stored, and what was not written
 */
export function mergeChanges(
  stored: FieldValues,
  { changes, seen }: Autosave,
): { readonly merged: FieldValues; readonly conflicts: readonly Conflict[] } {
  const at = (of: FieldValues, name: string): string => (Object.hasOwn(of, name) ? (of[name] ?? '') : '');
  const names = Object.keys(changes);
  const inConflict = names.filter(
    (name) => at(stored, name) !== at(seen, name) && at(stored, name) !== at(changes, name),
  );
  const written = names.filter((name) => !inConflict.includes(name)).map((name) => [name, at(changes, name)] as const);
  return {
    merged: { ...stored, ...Object.fromEntries(written) },
    conflicts: inConflict.map((name) => ({ name, theirs: at(stored, name) })),
  };
}
