export * from './adapter.js';
export * from './audit.js';
export * from './databases.js';
export * from './migrate.js';
export * from './migrations.js';
export * from './roles.js';
export * from './schema-check.js';
export * from './transaction.js';
