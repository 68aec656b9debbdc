import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

export interface Migration {
  /** Folder name; migrations run in its order, the libraries' first. */
  readonly name: string;
  readonly sql: string;
  /** SHA-256 in hexadecimal, as Prisma notes it when the migration is applied. */
  readonly checksum: string;
}

/**
 * The migrations of an app: those that its libraries bring into every schema (audit, messaging, sessions) and
 * its own under `prisma/migrations`.
 * @param appFolder where the app's package.json is
 */
export function findMigrations(appFolder: string): Migration[] {
  const folders = [...libraryFolders(appFolder), join(appFolder, 'prisma')];
  const found = folders.flatMap((folder) => migrationsIn(join(folder, 'migrations')));
  return found.sort((a, b) => a.name.localeCompare(b.name, 'en'));
}

function libraryFolders(appFolder: string): string[] {
  const manifest = JSON.parse(readFileSync(join(appFolder, 'package.json'), 'utf8')) as {
    dependencies?: Record<string, string>;
  };
  const places = createRequire(resolve(appFolder, 'package.json')).resolve.paths('@todoke/any') ?? [];
  return Object.keys(manifest.dependencies ?? {})
    .filter((name) => name.startsWith('@todoke/'))
    .flatMap((name) => places.map((place) => join(place, name)).find((folder) => existsSync(folder)) ?? []);
}

function migrationsIn(folder: string): Migration[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => {
      const sql = readFileSync(join(folder, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    });
}
