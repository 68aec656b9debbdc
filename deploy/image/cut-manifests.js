/**
 * Reduces the package.json files in this folder to what some packages need at run time: theirs and those of
 * the workspace's libraries they depend on, without devDependencies. npm itself would install every
 * library of the workspace for production, also those that only tests use.
 *
 * Arguments: the folders of those packages; after `--` those of the root's devDependencies that stay.
 */
import { globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const given = process.argv.slice(2);
const end = given.includes('--') ? given.indexOf('--') : given.length;
const [folders, tools] = [given.slice(0, end), given.slice(end + 1)];

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
for (const folder of folders) want(manifests.find((manifest) => manifest.folder === folder));

for (const manifest of manifests) {
  if (wanted.has(manifest)) write(manifest, []);
  else rmSync(manifest.folder, { recursive: true });
}
write({ ...root, folder: '.' }, tools);

function write({ folder, devDependencies = {}, ...manifest }, kept) {
  const development = Object.fromEntries(kept.map((name) => [name, devDependencies[name]]));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ ...manifest, devDependencies: development }));
}
