import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { filesIn, packageFolders } from '../walls/packages.js';

const repository = new URL('../../..', import.meta.url).pathname;
const pages = [...packageFolders(repository), 'docs', 'deploy']
  .flatMap((folder) => filesIn(repository, folder))
  .concat(['README.md', 'CONTRIBUTING.md'])
  .filter((file) => file.endsWith('.md'));

const read = (page: string): string => readFileSync(join(repository, page), 'utf8');
const missing = (paths: string[]): string[] => paths.filter((path) => !existsSync(join(repository, path)));

describe('the documents', () => {
  it('link to files that exist', () => {
    const links = pages.flatMap((page) =>
      [...read(page).matchAll(/\]\((?!https?:|#)([^)#\s]+)[^)]*\)/g)].map(([, target = '']) =>
        join(dirname(page), target),
      ),
    );
    expect(missing(links)).toEqual([]);
    expect(links.length).toBeGreaterThan(10);
  });

  it('name files and folders that exist, from the repository’s folder and below a package’s own', () => {
    const inCode = (page: string, place: RegExp) => [...read(page).matchAll(place)].map(([, path = '']) => path);
    const glossary = inCode('docs/glossary.md', /`((?:apps|libs)\/[^`]+)`/g);
    const readmes = pages.filter((page) => page.endsWith('/README.md'));
    const own = readmes.flatMap((page) =>
      inCode(page, /`((?:src|test)\/[^`\s<>{}*…]+)`/g).map((path) => join(dirname(page), path)),
    );
    // Decisions tell of their time; all other pages of what is.
    const told = pages
      .filter((page) => !page.startsWith('docs/decisions/'))
      .flatMap((page) => inCode(page, /`((?:apps|libs|scripts|deploy)\/[^`\s<>{}*…()]+)`/g));
    expect(missing([...glossary, ...own, ...told])).toEqual([]);
    expect(told.length).toBeGreaterThan(50);
    expect(glossary.length).toBeGreaterThan(50);
    expect(own.length).toBeGreaterThan(20);
  });
});
