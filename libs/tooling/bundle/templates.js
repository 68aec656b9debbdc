import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * A call with the address of its module and a template beside it, `template(import.meta.url, './address.hbs')`, but in
 * no comment.
 */
const ONE = /\bimport\.meta\.url, '([^']+\.hbs)'(?=\)[;,])/g;
/** All templates of a folder: `registerDesignSystem(import.meta.url, '../partials/')`. */
const ALL = /\bregisterDesignSystem\(import\.meta\.url, '([^']+)'(?=\))/g;

/**
 * Finds how an app's templates are compiled: as its own @todoke/web does it.
 * @param {string} app its folder
 * @returns {Promise<(code: string, path: string) => string>} adds the compiled templates to the code of a module
 */
export async function templatesOf(app) {
  const web = createRequire(join(app, 'package.json')).resolve('@todoke/web/templates');
  const { precompile } = await import(pathToFileURL(web).href);
  // In one line, so that the lines of the module's source map stay right.
  const compiled = (/** @type {string} */ file) => precompile(file).replaceAll(/\n\s*/g, ' ');
  return (code, path) => {
    const at = (/** @type {string} */ file) => join(dirname(path), file);
    return code
      .replaceAll(ONE, (call, file) => `${call}, ${compiled(at(file))}`)
      .replaceAll(ALL, (call, folder) => `${call}, { ${entries(at(folder), compiled)} }`);
  };
}

const entries = (/** @type {string} */ folder, /** @type {(file: string) => string} */ compiled) =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.hbs'))
    .map((file) => `${JSON.stringify(basename(file, '.hbs'))}: ${compiled(join(folder, file))}`)
    .join(', ');
