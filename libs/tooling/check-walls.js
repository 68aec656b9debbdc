/** Checks the walls of the whole repository (or of the folder given): node check-walls.js [root] */
import { resolve } from 'node:path';
import { checkWalls } from './walls/check.js';

const root = resolve(process.argv[2] ?? new URL('../..', import.meta.url).pathname);
const { files, violations } = await checkWalls(root);
for (const { rule, from, to, why } of violations) {
  console.error(`${from}${to && ` → ${to}`}\n  ${rule}: ${why}`);
}
console.log(`walls: ${files} files, ${violations.length} violations`);
if (files === 0) console.error('walls: no file was found, which cannot be right');
process.exitCode = violations.length > 0 || files === 0 ? 1 : 0;
