import { findPrefecture } from '@todoke/japan';
import { applicationFields, sections, type ApplicationKey, type SectionKey } from './fields.js';
import type { Application } from './schema.js';

/** One line of an application as people read it. */
export interface DescribedItem {
  readonly key: ApplicationKey;
  readonly section: SectionKey;
  readonly label: string;
  readonly value: string;
  /** A telephone number, which people dial. */
  readonly telephone?: boolean;
}

/** What stands where nothing was entered. */
export const BLANK = '（入力なし）';

function shown(key: ApplicationKey, value: string | undefined): string {
  if (!value) return BLANK;
  if (key === 'prefecture') return findPrefecture(value)?.name ?? value;
  return applicationFields[key].options?.find((option) => option.value === value)?.label ?? value;
}

/**
 * All 16 items in their order, also the blank ones, for the confirmation, the PDF and the officials' pages
 * (R40, R42, R43). Works for applications of older versions of the form too: a value that is no longer listed
 * is shown as it is.
 */
export const describe = (application: Application): readonly DescribedItem[] => described(application);

const described = (values: Readonly<Partial<Record<ApplicationKey, string>>>): readonly DescribedItem[] =>
  sections.flatMap((section) =>
    section.fields.map((key) => ({
      key,
      section: section.key,
      label: applicationFields[key].label,
      value: shown(key, values[key]),
      ...(applicationFields[key].input === 'tel' && { telephone: true }),
    })),
  );

/** Of values as they were typed those that are not blank, none of which need be valid. */
export function describeTyped(values: Readonly<Record<string, unknown>>): readonly DescribedItem[] {
  const texts = Object.entries(values).filter(([, value]) => typeof value === 'string' && value !== '');
  return described(Object.fromEntries(texts) as Partial<Record<ApplicationKey, string>>)
    .filter(({ value }) => value !== BLANK)
    .map(({ telephone: _asTyped, ...item }) => item);
}

export interface DescribedSection {
  readonly title: string;
  readonly items: readonly DescribedItem[];
}

/** The same under the form's two headings. */
export const describeSections = (application: Application): readonly DescribedSection[] => {
  const described = describe(application);
  return sections.map(({ key, title }) => ({ title, items: described.filter(({ section }) => section === key) }));
};
