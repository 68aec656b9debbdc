import { chmodSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reasonOf, StartFailure } from '../start-failure.js';
import { mayUse, type RunAs } from './run-as.js';

/**
 * A folder outside the checkout that both root and the user Postgres runs as can reach: for what must not lie
 * in a checkout that only root may enter.
 */
export function rootFolder(runAs: RunAs): string {
  let reason = '';
  for (const folder of ['/var/lib/todoke', join(tmpdir(), 'todoke-as-root')]) {
    try {
      mkdirSync(folder, { recursive: true });
      chmodSync(folder, 0o755);
      if (mayUse(folder, runAs, '-x')) return folder;
      reason = `${runAs.name} may not enter ${folder}`;
    } catch (error) {
      reason = reasonOf(error);
    }
  }
  throw new StartFailure('There is no folder that Postgres can use', {
    why: `it does not run as root, and ${runAs.name} may not enter this checkout; elsewhere: ${reason}`,
    todo: 'Start as an ordinary user, or move the checkout to a folder that others may enter.',
  });
}
