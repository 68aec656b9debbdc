/**
 * Bundles the programs of the app in the working folder (decision 30): of what SWC made in `dist/modules`, each file at
 * its root that is a program becomes a file in `dist`, with what programs have in common in files beside it.
 */
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { apart, importsOf } from './bundle/apart.js';
import { inPlace, prologue } from './bundle/in-place.js';
import { optional } from './bundle/optional.js';

const dist = resolve('dist');
const modules = join(dist, 'modules');

/** What is not bundled, and why. */
const outside = [
  // Traces are made of its calls, so it is loaded by Node, after tracing has begun.
  'pg',
  // A native binary.
  'argon2',
];

const isProgram = (file) => /^(main|trial-data|.*\.command)\.js$/.test(file);

const programs = readdirSync(modules).filter(isProgram);
const main = join(modules, 'main.js');
const parts = importsOf(readFileSync(main, 'utf8'));

const { metafile } = await build({
  entryPoints: [
    ...programs.map((file) => ({ in: join(modules, file), out: file.replace(/\.js$/, '') })),
    ...parts.map(({ from, name }) => ({ in: from.startsWith('.') ? join(modules, from) : from, out: name })),
  ],
  outdir: dist,
  bundle: true,
  splitting: true,
  chunkNames: 'part-[hash]',
  platform: 'node',
  target: 'node24',
  format: 'esm',
  external: outside,
  // Names of classes are read at run time: by oidc-provider for its models, by Nest and logs for errors.
  keepNames: true,
  sourcemap: true,
  sourcesContent: false,
  metafile: true,
  logLevel: 'warning',
  banner: { js: prologue },
  minifyWhitespace: process.env.MINIFY === '1',
  plugins: [apart(main, parts), optional, inPlace(dist)],
});

// Of an earlier build.
const made = new Set(Object.keys(metafile.outputs).map((file) => resolve(file)));
for (const file of readdirSync(dist).map((name) => join(dist, name))) {
  if (file !== modules && !made.has(file)) rmSync(file, { recursive: true });
}
