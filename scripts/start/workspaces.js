import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.js';

/** What has a build of its own but is no part of a running service. */
const NOT_IN_SERVICES = new Set(['@todoke/testing', '@todoke/local-system', '@todoke/tooling']);

/** Every package of the repository: its name, folder, scripts, and which others it uses at run time. */
export function workspaces() {
  return ['apps', 'libs'].flatMap((kind) =>
    readdirSync(join(root, kind))
      .filter((name) => existsSync(join(root, kind, name, 'package.json')))
      .map((name) => {
        const {
          name: called,
          scripts = {},
          dependencies = {},
        } = JSON.parse(readFileSync(join(root, kind, name, 'package.json'), 'utf8'));
        return { name: called, folder: join(root, kind, name), scripts, uses: Object.keys(dependencies) };
      }),
  );
}

/** The services that run a package, by way of others too. */
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
