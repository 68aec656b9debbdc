import { basename } from 'node:path';

/** @typedef {{ from: string, name: string }} Part what a program imports, and the name of its file in the bundle */

/**
 * The imports of a program, in their order.
 * @param {string} code as SWC writes it, one import a line
 * @returns {Part[]}
 */
export const importsOf = (code) =>
  [...code.matchAll(/^import (?:.* from )?["'](.+)["'];$/gm)].map(([, from = '']) => ({
    from,
    name: basename(from).replace(/\.js$/, ''),
  }));

/**
 * Keeps what a program imports in files of their own, which Node loads one after the other. In one file, imports of
 * what is outside of the bundle would come first: `pg` before tracing has begun.
 * @param {string} program its path
 * @param {Part[]} parts its imports
 * @returns {import('esbuild').Plugin}
 */
export const apart = (program, parts) => ({
  name: 'apart',
  setup(build) {
    build.onResolve({ filter: /.*/ }, ({ path, importer }) => {
      const part = importer === program ? parts.find(({ from }) => from === path) : undefined;
      return part && { path: `./${part.name}.js`, external: true };
    });
  },
});
