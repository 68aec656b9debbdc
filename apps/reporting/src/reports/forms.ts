import type { Form } from '@todoke/forms';
import type { Day } from '@todoke/japan';
import { permissions } from '@todoke/lifecycle';
import { forms } from '../definitions/index.js';
import { isOccasional, occasionalKeys } from './domain/publication.js';
import type { Report } from './domain/report.js';
import type { Scheme } from './domain/window.js';
import type { ItemKeys } from './persistence/published.js';

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
  const own = form.narrowed(type);
  return kind === 'occasional' ? own.only(isOccasional[scheme]) : own;
}

/** The keys of items that are not for the public, and of those that 随時報告 corrects, of each version until a day. */
export function itemKeys(today: Day): ItemKeys {
  const versions = permissions.flatMap((scheme) =>
    Array.from({ length: formOn(scheme, today).version }, (_, at) => forms.version(scheme, at + 1)).filter(
      (form) => form !== undefined,
    ),
  );
  const by = (keys: (form: Form) => readonly string[]) =>
    Object.fromEntries(versions.map((form) => [`${form.form}/${form.version}`, keys(form)]));
  return {
    hidden: by(({ items }) => items.filter((item) => item.public === false).map(({ key }) => key)),
    occasional: by((form) => [...occasionalKeys(form)]),
  };
}
