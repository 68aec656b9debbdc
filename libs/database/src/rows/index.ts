export { empty, join, Sql, default as sql } from 'sql-template-tag';
export * from './keyset.js';
export * from './row-reader.js';
export * from './row-source.js';
export * from './snapshot.js';
