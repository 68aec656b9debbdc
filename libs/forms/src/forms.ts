import { readdirSync, readFileSync } from 'node:fs';
import { BrokenDefinition, formOf, type Form } from './form.js';

/** All versions of all forms. An answer is read by the version that it was given in. */
export class Forms {
  /** Of each form, the oldest version first. */
  private readonly versions = new Map<string, readonly Form[]>();

  /** @throws BrokenDefinition where a version stands there twice, or begins before an earlier one */
  constructor(forms: readonly Form[]) {
    for (const form of forms) {
      const others = this.versions.get(form.form) ?? [];
      if (others.some(({ version }) => version === form.version)) {
        throw new BrokenDefinition(`form ${form.form}: version ${form.version} stands there twice`);
      }
      this.versions.set(
        form.form,
        [...others, form].sort((one, other) => one.version - other.version),
      );
    }
    for (const [name, versions] of this.versions) {
      if (versions.some(({ validFrom }, index) => validFrom < (versions[index - 1]?.validFrom ?? ''))) {
        throw new BrokenDefinition(`form ${name}: a version is valid before an earlier one`);
      }
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

  /** The newest version of each form. */
  all(): Form[] {
    return [...this.versions.values()].flatMap((versions) => versions.slice(-1));
  }

  /** All versions of a form, the oldest first; none where it is unknown. */
  of(form: string): readonly Form[] {
    return this.versions.get(form) ?? [];
  }

  /** These and further ones, as from another place. */
  with(more: readonly Form[]): Forms {
    return new Forms([...[...this.versions.values()].flat(), ...more]);
  }
}

/**
 * Reads `<folder>/<form>/v<N>.json`.
 * @throws BrokenDefinition, which names file, section and item
 */
export function loadForms(folder: URL): Forms {
  const base = new URL(folder.href.endsWith('/') ? folder.href : `${folder.href}/`);
  const files = readdirSync(base, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => readdirSync(new URL(`${name}/`, base)).map((file) => `${name}/${file}`))
    .sort();
  return new Forms(files.map((file) => loadForm(base, file)));
}

function loadForm(base: URL, file: string): Form {
  const form = formOf(parsed(readFileSync(new URL(file, base), 'utf8'), file), file);
  const expected = `${form.form}/v${form.version}.json`;
  if (file !== expected) throw new BrokenDefinition(`${file}: it should be called ${expected}`);
  return form;
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BrokenDefinition(`${file}: it is no JSON`);
  }
}
