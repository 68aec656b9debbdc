import { fileURLToPath } from 'node:url';
import { compile, type Precompiled, refuseUnknownPartials, registerPartial, type Surroundings } from './handlebars.js';

export type { Surroundings } from './handlebars.js';
export { safe } from './formatters.js';

/** A compiled template: data in, escaped HTML out. */
export type View<T extends object = object> = (data: T, around?: Surroundings) => string;

/**
 * Compiles a Handlebars file beside the caller: `template<Data>(import.meta.url, './address.hbs')`. A bundle adds the
 * third argument to calls of this form.
 * @throws at load when the file is missing or broken, or names a helper or partial that does not exist
 */
export function template<T extends object = object>(
  moduleUrl: string,
  file: string,
  precompiled?: Precompiled,
): View<T> {
  return compile(pathOf(moduleUrl, file), precompiled) as View<T>;
}

/**
 * Registers a partial that several pages of the app use: `partial('facts', import.meta.url, './facts.hbs')`.
 * The modules that use it import the one that registers it. Names are unique in the process.
 */
export function partial(name: string, moduleUrl: string, file: string, precompiled?: Precompiled): void {
  const path = pathOf(moduleUrl, file);
  refuseUnknownPartials(registerPartial(name, path, precompiled), path);
}

const pathOf = (moduleUrl: string, file: string): string => fileURLToPath(new URL(file, moduleUrl));
