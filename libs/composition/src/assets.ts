import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ModuleDefinition } from './module.js';

/**
 * Collects the assets of the modules: name below `/assets/` → path of the file.
 * @throws Error where two modules have a file of the same name
 */
export function assetsOf(
  service: string,
  modules: readonly Pick<ModuleDefinition<never>, 'name' | 'assets' | 'packageAssets'>[],
): Readonly<Record<string, string>> {
  const brought: Record<string, string> = {};
  for (const { name, assets, packageAssets = {} } of modules) {
    const own = assets === undefined ? {} : filesIn(service, fileURLToPath(assets));
    for (const [asset, file] of Object.entries({ ...own, ...packageAssets })) {
      if (asset in brought) throw new Error(`${service}: ${name} brings ${asset}, which another module brings already`);
      brought[asset] = file;
    }
  }
  return brought;
}

const filesIn = (service: string, folder: string): Record<string, string> =>
  Object.fromEntries(readdirSync(folder).map((file) => [`${service}/${file}`, join(folder, file)]));
