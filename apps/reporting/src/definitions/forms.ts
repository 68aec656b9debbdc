import { type Form, formOf, loadForms } from '@todoke/forms';
import type { Day } from '@todoke/japan';

/** The versions that are shipped, `src/forms/<form>/v<N>.json`. A broken one stops the boot. */
const shipped = loadForms(new URL('../forms/', import.meta.url));

let present = shipped;

/** All versions of all surveys: those that are shipped, and those that the secretariat has published since. */
export const forms = {
  /** The version that is valid on a day; undefined where there is none. */
  current: (form: string, day: Day): Form | undefined => present.current(form, day),
  version: (form: string, version: number): Form | undefined => present.version(form, version),
  all: (): Form[] => present.all(),
  /** In the order of the days from which they are valid. */
  of: (form: string): readonly Form[] => present.of(form),
} as const;

/**
 * Takes over what was published, whole.
 * @param definitions those that a release ships as well are left out
 */
export function takePublished(definitions: readonly unknown[]): void {
  const published = definitions.map((definition) => formOf(definition, 'a published version'));
  present = shipped.with(published.filter(({ form, version }) => shipped.version(form, version) === undefined));
}
