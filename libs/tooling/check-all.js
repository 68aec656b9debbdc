/**
 * Type check and lint of all packages, scripts and deploy in one process: what `npm run check` and `npm run lint` of
 * each folder find, a file that many import being parsed once, and each program of TypeScript serving both.
 *
 *   node check-all.js [root]            both
 *   node check-all.js --types [root]    the type check alone
 */
import { relative, resolve } from 'node:path';
import { ESLint } from 'eslint';
import ts from 'typescript';
import { mistakesIn, partsOf } from './check/programs.js';
import { eslint } from './eslint.js';

const args = process.argv.slice(2);
const root = resolve(args.find((argument) => !argument.startsWith('--')) ?? new URL('../..', import.meta.url).pathname);
const lints = !args.includes('--types');

const place = { getCurrentDirectory: () => root, getCanonicalFileName: (file) => file, getNewLine: () => '\n' };
const told = process.stdout.isTTY ? ts.formatDiagnosticsWithColorAndContext : ts.formatDiagnostics;

/** @returns {Promise<boolean>} whether nothing was found */
async function lint(patterns, programs) {
  const linter = new ESLint({ cwd: root, overrideConfigFile: true, overrideConfig: eslint(root, programs) });
  const results = await linter.lintFiles(patterns);
  const text = await (await linter.loadFormatter('stylish')).format(results);
  if (text !== '') console.log(text);
  return results.every(({ errorCount }) => errorCount === 0);
}

let files = 0;
let clean = true;
for (const part of partsOf(root)) {
  const mistakes = mistakesIn(part);
  if (mistakes.length > 0) console.log(told(mistakes, place));
  files += part.files.length;
  clean = mistakes.length === 0 && clean;
  if (lints) clean = (await lint([relative(root, part.folder)], [part.program])) && clean;
}
if (lints) clean = (await lint(['*.js'], [])) && clean;
if (files === 0) console.error('check-all: no file was found, which cannot be right');
console.log(`types${lints ? ' and lint' : ''}: ${files} files, ${clean ? 'nothing' : 'something'} to mend`);
process.exitCode = clean && files > 0 ? 0 : 1;
