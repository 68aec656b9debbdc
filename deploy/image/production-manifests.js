/**
 * Cuts the package.json files in this folder down to what some packages need when they run: theirs and those of
 * the workspace's libraries they depend on, without devDependencies. npm has no such notion: for it, every
 * library of the workspace is for production, those that only tests use as well.
 *
 * Arguments: the folders of those packages.
 */
import { globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const read = (folder) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
const root = read('.');

const manifests = root.workspaces
  .flatMap((pattern) => globSync(`${pattern}/package.json`))
  .map((path) => ({ folder: dirname(path), ...read(dirname(path)) }));
const byName = new Map(manifests.map((manifest) => [manifest.name, manifest]));

const wanted = new Set();
function want(manifest) {
  if (manifest === undefined || wanted.has(manifest)) return;
  wanted.add(manifest);
  for (const name of Object.keys(manifest.dependencies ?? {})) want(byName.get(name));
}
for (const folder of process.argv.slice(2)) want(manifests.find((manifest) => manifest.folder === folder));

for (const manifest of manifests) {
  if (wanted.has(manifest)) write(manifest);
  else rmSync(manifest.folder, { recursive: true });
}
write({ ...root, folder: '.' });

function write({ folder, devDependencies: _development, ...manifest }) {
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
}
