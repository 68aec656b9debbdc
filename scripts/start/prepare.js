import { build } from './build.js';
import { install, missingPackages } from './install.js';
import { continueOnProjectNode, isContinued, onProjectNode } from './runtime.js';

/**
 * Installs what is missing of the lockfile, then continues in the project's own Node, in another
 * process if this is not it.
 * @returns {Promise<number | undefined>} the exit code of that process, or undefined when this one continues
 */
export async function prepare(progress, script) {
  if (isContinued()) return undefined;
  const missing = missingPackages();
  if (missing !== undefined) {
    await progress.step('Packages', async () => {
      progress.say(`    ${missing}: npm ci, which takes a minute or two`);
      await install();
    });
  }
  if (onProjectNode()) return undefined;
  progress.stop();
  return continueOnProjectNode(script);
}

export const buildAll = (progress) => progress.step('Build', build);
