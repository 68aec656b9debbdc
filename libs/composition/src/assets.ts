import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ModuleDefinition } from './module.js';

/** Name below `/assets/` → file. @throws where two modules bring a file of one name */
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
