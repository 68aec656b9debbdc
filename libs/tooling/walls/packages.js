import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const notOurs = new Set([
  'node_modules',
  'dist',
  'build',
  'test-results',
  'screenshots',
  'word-cases',
  'fixtures',
  '.turbo',
  '.todoke',
  '.git',
]);

const folders = (path) => {
  if (!existsSync(path)) return [];
  const entries = readdirSync(path, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
};

/** The folders of the workspace's packages, relative to the root: apps/*, libs/*, journeys, endurance, bench. */
export const packageFolders = (root) =>
  ['apps', 'libs']
    .flatMap((group) => folders(join(root, group)).map((name) => `${group}/${name}`))
    .concat(['journeys', 'endurance', 'bench'].filter((name) => existsSync(join(root, name))));

/** Every file of a folder that people write, relative to `root`. */
export const filesIn = (root, folder) =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) return notOurs.has(entry.name) ? [] : filesIn(root, `${folder}/${entry.name}`);
    return [`${folder}/${entry.name}`];
  });

const source = (target) => (typeof target === 'string' ? target : (target.types ?? target.default ?? target.import));

/**
 * The doors of all packages: import name → source file, relative to the root, as their "exports" name them.
 * The files are those that types come from, so that walls stand without a build.
 */
export const doors = (root) =>
  Object.fromEntries(
    packageFolders(root).flatMap((folder) => {
      const manifest = join(root, folder, 'package.json');
      if (!existsSync(manifest)) return [];
      const { name, exports = {} } = JSON.parse(readFileSync(manifest, 'utf8'));
      return Object.entries(exports).map(([path, target]) => [
        name + path.slice(1),
        `${folder}/${source(target).replace(/^\.\//, '')}`,
      ]);
    }),
  );
