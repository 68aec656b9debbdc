import type { CheckResult, HealthCheck } from '@todoke/service';
import { findMigrations } from './migrations.js';
import type { SqlTransaction } from './transaction.js';

/**
 * Readiness of the service's own database: reachable, and its schema not behind this build. A schema that is
 * ahead is fine: migrations run before the services of the same release do.
 */
export function databaseCheck(database: SqlTransaction, appFolder: string): HealthCheck {
  const wanted = findMigrations(appFolder).map((migration) => migration.name);
  return {
    name: 'database',
    required: true,
    check: async (): Promise<CheckResult> => {
      const rows = await database.$queryRawUnsafe<{ name: string }[]>(
        'SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL',
      );
      const applied = new Set(rows.map((row) => row.name));
      return wanted.every((name) => applied.has(name)) ? 'ok' : 'behind';
    },
  };
}
