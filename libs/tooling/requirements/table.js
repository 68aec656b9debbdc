import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesIn, packageFolders } from '../walls/packages.js';
import { namedIn, readRequirements } from './list.js';
import { titlesIn } from './titles.js';

/** Where the table stands, relative to the repository's root. */
export const tableFile = 'docs/requirements-tests.md';

const notRun = /\/(lint-cases|requirement-cases|word-cases)\//;

/** Every suite of the repository, in the order of the table. */
const suiteFiles = (root) =>
  [...packageFolders(root), 'deploy']
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => filesIn(root, folder))
    .filter((file) => file.endsWith('.spec.ts') && !notRun.test(file))
    .sort();

/**
 * The tests of each requirement. A requirement that a describe block names has that block in place of its tests.
 * @param {string} root
 * @returns {{ requirement: import('./list.js').Requirement, tests: { file: string, title: string }[] }[]} in the
 *   order of docs/requirements.md
 */
export function testsByRequirement(root) {
  const tests = new Map(
    [...readRequirements(root)].map(([number, requirement]) => [number, { requirement, tests: [] }]),
  );
  for (const file of suiteFiles(root)) {
    for (const { title, within } of titlesIn(file, readFileSync(join(root, file), 'utf8'))) {
      const numbers = new Set(namedIn(title).map(({ number }) => number));
      for (const number of numbers) tests.get(number)?.tests.push({ file, title: [...within, title].join(' › ') });
    }
  }
  return [...tests.values()];
}

/** What a requirement says, without the notes on how it was found and how to test it. */
const short = (text) => text.replace(/\s*\bT: .*$/, '').replace(/^\[[SI]\]\s*/, '');

/** Titles are shown as they are written, also those with characters that Markdown reads. */
const asCode = (text) => (text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``);

const byFile = (tests) => {
  const files = new Map();
  for (const { file, title } of tests) files.set(file, [...(files.get(file) ?? []), title]);
  return [...files];
};

const entry = ({ requirement, tests }) =>
  [
    `- **R${requirement.number}** ${short(requirement.text)}`,
    ...byFile(tests).flatMap(([file, titles]) => [`  - ${file}`, ...titles.map((title) => `    - ${asCode(title)}`)]),
  ].join('\n');

/** The table as the text of docs/requirements-tests.md: requirements with tests first, those without one last. */
export function tableText(root) {
  const all = testsByRequirement(root);
  const shown = all.filter(({ tests }) => tests.length > 0);
  const open = all.filter(({ tests }) => tests.length === 0);
  return `${[
    '# Tests of each requirement',
    'Written by `npm run requirements -- --write` from the titles of the tests; ' +
      'the lint step fails where it is behind. ' +
      'A test shows a requirement of [requirements.md](requirements.md), or a part of it, ' +
      'where its title or that of a `describe` around it names the number. ' +
      `Of ${all.length} requirements ${shown.length} have a test, ${open.length} have none yet.`,
    '## With tests',
    shown.map(entry).join('\n'),
    '## Without a test',
    open.map(entry).join('\n') || 'None.',
  ].join('\n\n')}\n`;
}
