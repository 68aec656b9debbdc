export { default as sql, type Sql } from 'sql-template-tag';
export { countRows, isEdge, pageStatement, readAll, readPage, type From, type KeysetPage } from './keyset.js';
export { RowReader, type RowAccess } from './row-reader.js';
export { contains, type RowQuery, type RowSource, whereOf } from './row-source.js';
export type { Snapshot } from './snapshot.js';
