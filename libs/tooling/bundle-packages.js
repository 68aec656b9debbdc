/**
 * Bundles the packages that most tests load, for Jest: it reads, resolves and links every module anew for each file of
 * tests, which for the 1,500 modules of Nest and its like is most of the time of a short one. What is bundled is
 * imported as before, by its name (`moduleNameMapper` in jest.js); `npm test` alone uses it.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { build } from 'esbuild';
import { withoutFacade } from './bundle/as-loaded.js';
import { inPlace, prologue } from './bundle/in-place.js';
import { optional } from './bundle/optional.js';
import { bundled, bundledIn, fileOf, installed, manifest } from './bundle/packages.js';

const root = resolve(import.meta.dirname, '../..');
rmSync(bundledIn, { recursive: true, force: true });

/** Each package under its name, with all that it exports: of CommonJS a bundle would export the default alone. */
const entries = {
  name: 'entries',
  setup(build) {
    build.onResolve({ filter: /^entry:/ }, ({ path }) => ({ path: path.slice('entry:'.length), namespace: 'entry' }));
    build.onLoad({ filter: /.*/, namespace: 'entry' }, async ({ path }) => {
      const names = Object.keys(await import(path)).filter((name) => name !== 'module.exports');
      return { contents: `export { ${names.join(', ')} } from ${JSON.stringify(path)};`, resolveDir: root };
    });
  },
};

const { outputFiles } = await build({
  entryPoints: bundled.map((name) => ({ in: `entry:${name}`, out: fileOf(name) })),
  outdir: bundledIn,
  bundle: true,
  splitting: true,
  chunkNames: 'part-[hash]',
  platform: 'node',
  target: 'node24',
  format: 'esm',
  // As for a service: see bundle.js.
  external: ['pg', 'reflect-metadata'],
  keepNames: true,
  write: false,
  logLevel: 'warning',
  banner: { js: prologue },
  plugins: [entries, optional, withoutFacade, inPlace(bundledIn, (code) => code)],
});

mkdirSync(bundledIn, { recursive: true });
for (const { path, contents } of outputFiles) writeFileSync(path, contents);
writeFileSync(manifest, JSON.stringify({ type: 'module', of: installed() }));
