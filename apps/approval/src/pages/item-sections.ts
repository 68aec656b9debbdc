import { describe, sections, type Application as Items } from '@todoke/application-form';

/** All 16 items under their two headings, blank ones too, for `summary-list`. */
export function itemSections(items: Items) {
  const described = describe(items);
  return sections.map(({ key, title }) => ({
    title,
    items: described.filter(({ section }) => section === key),
  }));
}
