import { sql } from '@todoke/database';
import { ask } from '../../persistence/ask.js';
import type { Transaction } from '../../persistence/databases.js';
import type { Content } from '../domain/content.js';

export type FileState = 'held' | 'ready' | 'refused';

/** A file, without its bytes. */
export interface KeptFile {
  readonly id: string;
  readonly report: string;
  readonly name: string;
  readonly kind: Content;
  readonly size: number;
  readonly state: FileState;
  readonly uploadedAt: Date;
}

const columns = sql`id, report, name, kind, size, state, uploaded_at AS "uploadedAt"`;

/** Stores a file. The same bytes at the same report are one file. */
export async function insertFile(
  tx: Transaction,
  file: Omit<KeptFile, 'id'> & { readonly digest: string; readonly bytes: Uint8Array; readonly uploadedBy: string },
): Promise<void> {
  const { report, name, kind, size, digest, state, bytes, uploadedBy, uploadedAt } = file;
  await ask(
    tx,
    sql`INSERT INTO files (report, name, kind, size, digest, state, bytes, uploaded_by, uploaded_at)
        VALUES (${report}::uuid, ${name}, ${kind}, ${size}, ${digest}, ${state}, ${bytes}, ${uploadedBy}, ${uploadedAt})
        ON CONFLICT (report, digest) DO NOTHING`,
  );
}

/** The files of a report, where the person of the transaction may see it, the oldest first. */
export const findFiles = (tx: Transaction, report: string): Promise<KeptFile[]> =>
  ask(tx, sql`SELECT ${columns} FROM files WHERE report = ${report}::uuid ORDER BY uploaded_at, id`);

/** A file with its bytes, where the person of the transaction may see it. */
export async function findFile(
  tx: Transaction,
  id: string,
): Promise<(KeptFile & { readonly bytes: Uint8Array | null }) | undefined> {
  const [found] = await ask<KeptFile & { bytes: Uint8Array | null }>(
    tx,
    sql`SELECT ${columns}, bytes FROM files WHERE id = ${id}::uuid`,
  );
  return found;
}

/** The file that waits longest, locked; one that another process scans is left out. */
export async function lockHeld(tx: Transaction): Promise<{ id: string; bytes: Uint8Array } | undefined> {
  const [found] = await ask<{ id: string; bytes: Uint8Array }>(
    tx,
    sql`SELECT id, bytes FROM files WHERE state = 'held' ORDER BY uploaded_at, id LIMIT 1
        FOR NO KEY UPDATE SKIP LOCKED`,
  );
  return found;
}

/** What the scan said. Of a harmful file nothing stays but that it was there. */
export async function noteScan(tx: Transaction, id: string, harmful: boolean): Promise<void> {
  await ask(
    tx,
    harmful
      ? sql`UPDATE files SET state = 'refused', bytes = NULL WHERE id = ${id}::uuid`
      : sql`UPDATE files SET state = 'ready' WHERE id = ${id}::uuid`,
  );
}
