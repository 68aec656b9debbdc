import { readdirSync, readFileSync } from 'node:fs';
import type { Form } from './form.js';
import { BrokenDefinition, formOf } from './validate.js';

/** All versions of all forms. An answer is read by the version that it was given in. */
export class Forms {
  /** Of each form, in the order of the days from which its versions are valid. */
  private readonly versions = new Map<string, readonly Form[]>();

  /** @throws BrokenDefinition where a version stands there twice */
  constructor(forms: readonly Form[]) {
    for (const form of forms) {
      const others = this.versions.get(form.form) ?? [];
      if (others.some(({ version }) => version === form.version)) {
        throw new BrokenDefinition(`form ${form.form}: version ${form.version} stands there twice`);
      }
      this.versions.set(form.form, [...others, form].sort(byDay));
    }
  }

  /** The version that is valid on a day, 'YYYY-MM-DD'; undefined where the form is unknown, or not yet or no more. */
  current(form: string, day: string): Form | undefined {
    return this.of(form).findLast(
      ({ validFrom, validUntil }) => validFrom <= day && (validUntil === undefined || day <= validUntil),
    );
  }

  /** One version, whether it is valid or not. */
  version(form: string, version: number): Form | undefined {
    return this.of(form).find((one) => one.version === version);
  }

  /** The last version of each form, also where it is not valid yet. */
  all(): Form[] {
    return [...this.versions.values()].flatMap((versions) => versions.slice(-1));
  }

  /** All versions of a form in the order of their days; none where it is unknown. */
  of(form: string): readonly Form[] {
    return this.versions.get(form) ?? [];
  }

  /** These and further ones, as from another place. */
  with(more: readonly Form[]): Forms {
    return new Forms([...[...this.versions.values()].flat(), ...more]);
  }
}

/** Of two that are valid from the same day the later version counts. */
const byDay = (one: Form, other: Form): number =>
  one.validFrom.localeCompare(other.validFrom) || one.version - other.version;

/**
 * Reads `<folder>/<form>/v<N>.json`. A large version may be a folder instead, `<folder>/<form>/v<N>/`: `form.json` has
 * all but its sections, and each of these has a file of its own, in the order of their names.
 * @throws BrokenDefinition, which names file, section and item
 */
export function loadForms(folder: URL): Forms {
  const base = new URL(folder.href.endsWith('/') ? folder.href : `${folder.href}/`);
  const versions = readdirSync(base, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) =>
      readdirSync(new URL(`${name}/`, base), { withFileTypes: true }).map((entry) => ({
        place: `${name}/${entry.name}`,
        inParts: entry.isDirectory(),
      })),
    )
    .sort((one, other) => one.place.localeCompare(other.place));
  return new Forms(versions.map(({ place, inParts }) => loadForm(base, place, inParts)));
}

function loadForm(base: URL, place: string, inParts: boolean): Form {
  const form = formOf(inParts ? assembled(base, place) : read(base, place), place);
  const expected = `${form.form}/v${form.version}${inParts ? '' : '.json'}`;
  if (place !== expected) throw new BrokenDefinition(`${place}: it should be called ${expected}`);
  return form;
}

function assembled(base: URL, place: string): unknown {
  const files = readdirSync(new URL(`${place}/`, base)).sort();
  if (!files.includes('form.json')) throw new BrokenDefinition(`${place}: form.json is missing`);
  const sections = files.filter((file) => file !== 'form.json').map((file) => read(base, `${place}/${file}`));
  return { ...(read(base, `${place}/form.json`) as object), sections };
}

function read(base: URL, file: string): unknown {
  try {
    return JSON.parse(readFileSync(new URL(file, base), 'utf8'));
  } catch {
    throw new BrokenDefinition(`${file}: it is no JSON`);
  }
}
