/** Checks that one thing has one word, in the whole repository (or the folder given): node check-words.js [root] */
import { resolve } from 'node:path';
import { checkWords } from './words/check.js';

const root = resolve(process.argv[2] ?? new URL('../..', import.meta.url).pathname);
const { files, found } = checkWords(root);
for (const { file, line, wrong, right } of found) console.error(`${file}:${line}: ${right}, not ${wrong}`);
console.log(`words: ${files} files, ${found.length} of another spelling`);
if (files === 0) console.error('words: no file was found, which cannot be right');
process.exitCode = found.length > 0 || files === 0 ? 1 : 0;
