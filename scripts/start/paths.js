import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Failure } from './failure.js';

/** The checkout. */
export const root = fileURLToPath(new URL('../../', import.meta.url)).replace(/\/$/, '');
/** Where a running system keeps its state. */
export const stateDir = join(root, '.todoke');
export const logs = join(stateDir, 'logs');
export const modules = join(root, 'node_modules');
/** The Node that the project pins, once it is installed. */
export const projectNode = join(modules, '.bin', 'node');

export function makeStateDir() {
  try {
    mkdirSync(logs, { recursive: true });
    // Postgres does not run as root; its user must be able to enter this folder, but not to list it.
    if (process.getuid?.() === 0) chmodSync(stateDir, 0o711);
  } catch (error) {
    throw new Failure(`${stateDir} cannot be used`, {
      why: error.message,
      todo: 'Start as the user who owns this checkout and its .todoke folder.',
    });
  }
}
