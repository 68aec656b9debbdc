import type { CheckResult, HealthCheck } from '@todoke/service';
import { findMigrations } from './migrations.js';
import type { SqlTransaction } from './transaction.js';

/**
 * Readiness of the service's own database: reachable, with all migrations of this build applied. A schema that is ahead
 * is fine: migrations run before the services of the same release do.
 */
export function databaseCheck(database: SqlTransaction, appFolder: string): HealthCheck {
  const wanted = findMigrations(appFolder);
  return {
    name: 'database',
    required: true,
    check: async (): Promise<CheckResult> => {
      const rows = await database.$queryRawUnsafe<{ name: string; checksum: string }[]>(
        'SELECT migration_name AS name, checksum FROM _prisma_migrations WHERE finished_at IS NOT NULL',
      );
      const applied = new Map(rows.map(({ name, checksum }) => [name, checksum]));
      return wanted.every(({ name, checksum }) => applied.get(name) === checksum) ? 'ok' : 'behind';
    },
  };
}
