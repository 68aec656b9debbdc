import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compile, registerPartial, type Surroundings } from './handlebars.js';

export type { Surroundings } from './handlebars.js';
export { safe } from './formatters.js';

/** A compiled template: data in, escaped HTML out. */
export type View<T extends object = object> = (data: T, around?: Surroundings) => string;

/**
 * Compiles a Handlebars file beside the caller: `template<Data>(import.meta.url, './address.hbs')`.
 * @throws at load when the file is missing or broken, or names a helper or partial that does not exist
 */
export function template<T extends object = object>(moduleUrl: string, file: string): View<T> {
  const { source, path } = read(moduleUrl, file);
  return compile(source, path) as View<T>;
}

/**
 * Registers a partial that several pages of the app use: `partial('facts', import.meta.url, './facts.hbs')`.
 * The modules that use it import the one that registers it. Names are unique in the process.
 */
export function partial(name: string, moduleUrl: string, file: string): void {
  const { source, path } = read(moduleUrl, file);
  registerPartial(name, source, path);
  compile(source, path);
}

function read(moduleUrl: string, file: string): { source: string; path: string } {
  const url = new URL(file, moduleUrl);
  return { source: readFileSync(url, 'utf8'), path: fileURLToPath(url) };
}
