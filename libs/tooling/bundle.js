/**
 * Bundles the programs of the app in the working folder (decision 30): of what SWC made in `build`, each file at its
 * root that is a program becomes a file in `dist`, with what programs have in common in files beside it.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { apart, importsOf } from './bundle/apart.js';
import { webAssembly, withoutFacade } from './bundle/as-loaded.js';
import { inPlace, prologue } from './bundle/in-place.js';
import { optional } from './bundle/optional.js';
import { templatesOf } from './bundle/templates.js';
import { thin } from './bundle/thin-map.js';

const dist = resolve('dist');
const modules = resolve('build');

/** What is not bundled, and why. */
const outside = [
  // Traces are made of its calls, so it is loaded by Node, after tracing has begun.
  'pg',
  // A native binary.
  'argon2',
  // Decorators need it before any class, in whatever order the files of a bundle are run: see the prologue.
  'reflect-metadata',
];

const isProgram = (file) => /^(main|trial-data|.*\.command)\.js$/.test(file);

const programs = readdirSync(modules).filter(isProgram);
const main = join(modules, 'main.js');
const parts = importsOf(readFileSync(main, 'utf8'));

const { outputFiles } = await build({
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
  write: false,
  logLevel: 'warning',
  banner: { js: prologue },
  plugins: [apart(main, parts), optional, webAssembly, withoutFacade, inPlace(dist, await templatesOf(process.cwd()))],
});

/**
 * `keepNames` gives functions their names again each time they are made, within functions that run thousands of times a
 * page as well. Nearly all have theirs already.
 */
const named = 'var __name = (target, value) => __defProp';
const quicklyNamed = 'var __name = (target, value) => target.name === value ? target : __defProp';

const scripts = outputFiles.filter(({ path }) => path.endsWith('.js'));
if (!scripts.some(({ text }) => text.includes(named))) throw new Error('esbuild names functions in another way');

mkdirSync(dist, { recursive: true });
for (const { path, contents } of outputFiles) writeFileSync(path, contents);
for (const { path, text } of outputFiles.filter(({ path }) => path.endsWith('.map'))) writeFileSync(path, thin(text));
for (const { path, text } of scripts) if (text.includes(named)) writeFileSync(path, text.replace(named, quicklyNamed));

// What an earlier build made.
const made = new Set(outputFiles.map(({ path }) => path));
for (const file of readdirSync(dist).map((name) => join(dist, name))) {
  if (!made.has(file)) rmSync(file, { recursive: true });
}
