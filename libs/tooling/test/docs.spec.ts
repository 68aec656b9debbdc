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
      [...read(page).matchAll(/\]\((?!https?:|#)([^)#\s]+)[^)]*\)/g)].map(([, target = '']) => join(dirname(page), target)),
    );
    expect(missing(links)).toEqual([]);
    expect(links.length).toBeGreaterThan(10);
  });

  it('name places of the glossary that exist', () => {
    const places = [...read('docs/glossary.md').matchAll(/`((?:apps|libs)\/[^`]+)`/g)].map(([, place = '']) => place);
    expect(missing(places)).toEqual([]);
    expect(places.length).toBeGreaterThan(50);
  });
});
