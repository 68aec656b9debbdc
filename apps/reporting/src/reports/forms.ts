import { definitionOf, type Form, formOf as madeOf } from '@todoke/forms';
import type { Day } from '@todoke/japan';
import { forms } from '../definitions/index.js';
import { occasionalKeys } from './domain/publication.js';
import type { Report } from './domain/report.js';
import type { Scheme } from './domain/window.js';

/** The form of a scheme on a day, for all kinds of institutions. @throws where none is valid */
export function formOn(scheme: Scheme, day: Day): Form {
  const form = forms.current(scheme, day);
  if (form === undefined) throw new Error(`no form ${scheme} is valid on ${day}`);
  return form;
}

/**
 * The form of a report: in the version in which it was begun, with what concerns its kind of institution; of 随時報告 with
 * 基本情報 alone (R96).
 */
export function formOf({
  scheme,
  formVersion,
  type,
  kind,
}: Pick<Report, 'scheme' | 'formVersion' | 'type' | 'kind'>): Form {
  const form = forms.version(scheme, formVersion);
  if (form === undefined) throw new Error(`there is no version ${formVersion} of the form ${scheme}`);
  const own = narrowed(form, type);
  const keys = occasionalKeys(own);
  return kind === 'occasional' ? only(own, keys) : own;
}

const narrowed = (form: Form, _type: string): Form => form;
const only = (form: Form, keys: ReadonlySet<string>): Form => {
  const definition = definitionOf(form);
  const sections = definition.sections.map((section) => ({
    ...section,
    items: section.items.filter(({ key }) => keys.has(key)),
  }));
  return madeOf({ ...definition, sections: sections.filter(({ items }) => items.length > 0), checks: [] });
};
