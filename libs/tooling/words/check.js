import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesIn, packageFolders } from '../walls/packages.js';
import { words } from './words.js';

const readByPeople = /\.(hbs|ts|js|css|svg|md)$/;

/** What quotes other words on purpose: this check itself, the requirements, and the decisions of their time. */
const quotes = /^libs\/tooling\/|^docs\/(requirements|decisions\/)/;

/**
 * Where a word is not the one that the product uses, in the repository at `root`.
 * @returns {{ files: number, found: { file: string, line: number, wrong: string, right: string }[] }}
 */
export function checkWords(root) {
  const folders = [...packageFolders(root), 'docs', 'deploy', 'scripts'].filter((name) => existsSync(join(root, name)));
  const files = folders
    .flatMap((folder) => filesIn(root, folder))
    .concat(['README.md', 'CONTRIBUTING.md'].filter((name) => existsSync(join(root, name))))
    .filter((file) => readByPeople.test(file) && !quotes.test(file) && !file.includes('/generated/'));
  return { files: files.length, found: files.flatMap((file) => wrongWordsIn(root, file)) };
}

const wrongWordsIn = (root, file) =>
  readFileSync(join(root, file), 'utf8')
    .split('\n')
    .flatMap((text, index) =>
      words.flatMap(({ right, wrong, names }) => {
        const rest = names.reduce((left, name) => left.replaceAll(name, ''), text);
        return [...rest.matchAll(wrong)].map(([word]) => ({ file, line: index + 1, wrong: word, right }));
      }),
    );
