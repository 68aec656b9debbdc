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

const isPackage = (path) => path.includes('/node_modules/');

/**
 * Every module finds the files beside it where they are: templates, assets, data, packages. What it asks for its own
 * address gets that of the file it came from.
 * @param {string} folder of the bundle
 * @returns {import('esbuild').Plugin}
 */
export const inPlace = (folder) => ({
  name: 'in-place',
  setup(build) {
    build.onLoad({ filter: /\.[cm]?js$/ }, async ({ path }) => {
      const place = (of) => `$placed(${JSON.stringify(relative(folder, of))})`;
      const code = (await readFile(path, 'utf8'))
        .replaceAll(/\bimport\.meta\.url\b/g, () => place(path))
        .replaceAll(/\b__dirname\b/g, isPackage(path) ? `$pathOf(${place(dirname(path))})` : '__dirname')
        .replaceAll(/\b__filename\b/g, isPackage(path) ? `$pathOf(${place(path)})` : '__filename');
      // A package's own map leads to sources that are not there.
      return { contents: isPackage(path) ? code.replaceAll(/^\/\/# sourceMappingURL=.*$/gm, '') : code };
    });
  },
});
