/**
 * todoke-migrate: brings the schema of the app in the working folder up to date.
 * DATABASE_MIGRATOR_URL is needed; with DATABASE_ADMIN_URL the schema and its roles are created first, with
 * the passwords of DATABASE_URL, DATABASE_WORKER_URL and DATABASE_MIGRATOR_URL.
 */
import { readFileSync } from 'node:fs';
import { bootOrExplain, environment } from '@todoke/service';
import { z } from 'zod';
import { migrate } from './migrate.js';
import { prepareSchema } from './roles.js';

const settings = z.object({
  DATABASE_ADMIN_URL: z.string().optional(),
  DATABASE_MIGRATOR_URL: z.string(),
  DATABASE_URL: z.string(),
  DATABASE_WORKER_URL: z.string(),
});

await bootOrExplain(async () => {
  const folder = process.cwd();
  const { name: service } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as { name: string };
  const given = environment(settings);
  if (given.DATABASE_ADMIN_URL !== undefined) {
    await prepareSchema(given.DATABASE_ADMIN_URL, {
      service,
      migratorUrl: given.DATABASE_MIGRATOR_URL,
      appUrl: given.DATABASE_URL,
      workerUrl: given.DATABASE_WORKER_URL,
    });
  }
  const applied = await migrate(service, folder, given.DATABASE_MIGRATOR_URL);
  const done = applied.length === 0 ? 'schema is up to date' : `applied ${applied.join(', ')}`;
  process.stdout.write(`${service}: ${done}\n`);
});
