import { readFile } from 'node:fs/promises';
import { dirname, relative } from 'node:path';

/**
 * The first lines of each file of a bundle: what all decorators need, `require` for packages that are CommonJS, and the
 * address of a file by its path from here. Names with $ are no module's own.
 */
export const prologue = [
  "import 'reflect-metadata';",
  "import { createRequire as $requireFrom } from 'node:module';",
  "import { fileURLToPath as $pathOf } from 'node:url';",
  'const require = $requireFrom(import.meta.url);',
  'const $placed = (file) => new URL(file, import.meta.url).href;',
].join('\n');

const isPackage = (/** @type {string} */ path) => path.includes('/node_modules/');

/**
 * Every module finds the files beside it where they are: templates, assets, data, packages. What it asks for its own
 * address gets that of the file it came from.
 * @param {string} folder of the bundle
 * @param {(code: string, path: string) => string} change applied to the code of modules that are no packages
 * @returns {import('esbuild').Plugin}
 */
export const inPlace = (folder, change) => ({
  name: 'in-place',
  setup(build) {
    build.onLoad({ filter: /\.[cm]?js$/ }, async ({ path }) => {
      const place = (/** @type {string} */ of) => `$placed(${JSON.stringify(relative(folder, of))})`;
      const placed = (/** @type {string} */ code) => code.replaceAll(/\bimport\.meta\.url\b/g, () => place(path));
      const code = await readFile(path, 'utf8');
      if (!isPackage(path)) return { contents: placed(change(code, path)) };
      const contents = placed(code)
        .replaceAll(/\b__dirname\b/g, () => `$pathOf(${place(dirname(path))})`)
        .replaceAll(/\b__filename\b/g, () => `$pathOf(${place(path)})`)
        // A package's own map leads to sources that are not there.
        .replaceAll(/^\/\/# sourceMappingURL=.*$/gm, '');
      return { contents };
    });
  },
});
