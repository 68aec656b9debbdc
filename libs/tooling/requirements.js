/**
 * Requirements and their tests.
 *
 *   node requirements.js [root]            lists each requirement with its tests, those without one last
 *   node requirements.js --write [root]    writes that list to docs/requirements-tests.md
 *   node requirements.js --check [root]    fails where an R-number is not in docs/requirements.md, or the file is
 * behind
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { checkReferences } from './requirements/references.js';
import { tableFile, tableText } from './requirements/table.js';

const args = process.argv.slice(2);
const given = args.find((argument) => !argument.startsWith('--'));
const root = resolve(given ?? new URL('../..', import.meta.url).pathname);
const file = join(root, tableFile);

function check() {
  const { references, unknown } = checkReferences(root);
  for (const { file: where, line, name } of unknown) {
    console.error(`${where}:${line}\n  requirements-exist: ${name} is not in docs/requirements.md`);
  }
  const present = existsSync(file) && readFileSync(file, 'utf8') === tableText(root);
  if (!present)
    console.error(`${tableFile}\n  requirements-table: behind the tests; run npm run requirements -- --write`);
  console.log(
    `requirements: ${references} references, ${unknown.length} unknown, table ${present ? 'up to date' : 'behind'}`,
  );
  if (references === 0) console.error('requirements: no reference was found, which cannot be right');
  process.exitCode = unknown.length > 0 || !present || references === 0 ? 1 : 0;
}

if (args.includes('--check')) check();
else if (args.includes('--write')) writeFileSync(file, tableText(root));
else process.stdout.write(tableText(root));
