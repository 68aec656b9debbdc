import { describe, sections, warnings } from '@todoke/application-form';
import type { Items } from '../../domain/items.js';

export interface ItemSection {
  readonly heading: string;
  readonly items: readonly { readonly label: string; readonly value: string }[];
}

/** All 16 items under their two headings, for the confirmation, the completion and the PDF (R40, R42, R43). */
export function itemSections(items: Items): ItemSection[] {
  const described = describe(items);
  return sections.map(({ key, title }) => ({
    heading: title,
    items: described.filter(({ section }) => section === key).map(({ label, value }) => ({ label, value })),
  }));
}

/** What is odd about the items, which never keeps anybody from applying. */
export const warningsAbout = (items: Items): string[] =>
  warnings(items).map(({ message, hint }) => `${message}${hint}`);
