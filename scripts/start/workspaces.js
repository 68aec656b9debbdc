import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.js';

/** Packages with a build that are no part of a running service. */
const NOT_IN_SERVICES = new Set([
  '@todoke/testing',
  '@todoke/local-system',
  '@todoke/tooling',
  'journeys',
  'endurance',
  'bench',
]);

/**
 * The folders of all packages, as package.json lists them: `apps/*` is every folder there, `journeys` itself.
 */
function workspaceFolders() {
  const { workspaces: listed } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return listed
    .flatMap((entry) => {
      if (!entry.endsWith('/*')) return [entry];
      const kind = entry.slice(0, -2);
      return readdirSync(join(root, kind)).map((name) => `${kind}/${name}`);
    })
    .filter((folder) => existsSync(join(root, folder, 'package.json')));
}

/** Every package: its name, folder, scripts, and which others it uses at run time. */
export function workspaces() {
  return workspaceFolders().map((path) => {
    const folder = join(root, path);
    const { name, scripts = {}, dependencies = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return { name, folder, scripts, uses: Object.keys(dependencies) };
  });
}

/** The services that use a package, directly or through others. */
export function servicesUsing(changed, services, all = workspaces()) {
  const byName = new Map(all.map((workspace) => [workspace.name, workspace]));
  const reaches = (name, seen = new Set()) => {
    if (name === changed) return true;
    if (seen.has(name) || NOT_IN_SERVICES.has(name)) return false;
    seen.add(name);
    return (byName.get(name)?.uses ?? []).some((used) => reaches(used, seen));
  };
  return NOT_IN_SERVICES.has(changed) ? [] : services.filter((service) => reaches(service));
}
