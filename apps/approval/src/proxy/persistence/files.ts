import type { Transaction } from '../../persistence/databases.js';
import type { ProxyFile } from '../domain/proxy-file.js';

/** A file as its reading begins. */
export type BegunFile = Pick<ProxyFile, 'id' | 'prefecture' | 'fileName' | 'digest' | 'encoding' | 'readBy' | 'readAt'>;

/** Begins to read a file; one with the same id stays as it is. */
export async function beginFile(tx: Transaction, file: BegunFile): Promise<void> {
  const { id, prefecture, fileName, digest, encoding, readBy, readAt } = file;
  await tx.$executeRaw`
    INSERT INTO proxy_files (id, prefecture, file_name, digest, encoding, state, read_by, read_at)
    VALUES (${id}::uuid, ${prefecture}, ${fileName}, ${digest}, ${encoding}, 'reading', ${readBy}, ${readAt})
    ON CONFLICT (id) DO NOTHING`;
}

export async function finishReading(tx: Transaction, id: string): Promise<void> {
  await tx.$executeRaw`UPDATE proxy_files SET state = 'read' WHERE id = ${id}::uuid AND state = 'reading'`;
}

/** Listed by name: a prepared `SELECT *` fails in a running process when a migration adds a column. */
const columns = `id, prefecture, file_name AS "fileName", digest, encoding, state, read_by AS "readBy",
  read_at AS "readAt", started_by AS "startedBy", started_at AS "startedAt", finished_at AS "finishedAt"`;

export async function findFile(tx: Transaction, id: string): Promise<ProxyFile | undefined> {
  const [found] = await tx.$queryRawUnsafe<ProxyFile[]>(`SELECT ${columns} FROM proxy_files WHERE id = $1::uuid`, id);
  return found;
}

/** The file, locked until the end of the transaction. */
export async function lockFile(tx: Transaction, id: string): Promise<ProxyFile | undefined> {
  const [found] = await tx.$queryRawUnsafe<ProxyFile[]>(
    `SELECT ${columns} FROM proxy_files WHERE id = $1::uuid FOR NO KEY UPDATE`,
    id,
  );
  return found;
}

/** The newest files that the official of the transaction may see. */
export const findFiles = (tx: Transaction, atMost: number): Promise<ProxyFile[]> =>
  tx.$queryRawUnsafe<ProxyFile[]>(`SELECT ${columns} FROM proxy_files ORDER BY read_at DESC, id LIMIT $1`, atMost);

/** A file with the same bytes whose filing was begun before. */
export async function findSameFile(
  tx: Transaction,
  { id, digest, prefecture }: ProxyFile,
): Promise<ProxyFile | undefined> {
  const [found] = await tx.$queryRawUnsafe<ProxyFile[]>(
    `SELECT ${columns} FROM proxy_files
     WHERE prefecture = $1 AND digest = $2 AND id <> $3::uuid AND started_at IS NOT NULL
     ORDER BY started_at DESC LIMIT 1`,
    prefecture,
    digest,
    id,
  );
  return found;
}

/** Files whose rows are being filed, the one that waits longest first. */
export const findFilesUnderWay = (tx: Transaction): Promise<ProxyFile[]> =>
  tx.$queryRawUnsafe<ProxyFile[]>(`SELECT ${columns} FROM proxy_files WHERE state = 'filing' ORDER BY started_at, id`);

/** @param by subject of the official who has pressed 申請する */
export async function beginFiling(tx: Transaction, id: string, by: string, at: Date): Promise<void> {
  await tx.$executeRaw`
    UPDATE proxy_files SET state = 'filing', started_by = ${by}, started_at = ${at}
    WHERE id = ${id}::uuid AND state = 'read'`;
}

/** Ends the filing of a file of which no row is left. @returns whether it is the one that ended it */
export async function finishFiling(tx: Transaction, id: string, at: Date): Promise<boolean> {
  const count = await tx.$executeRaw`
    UPDATE proxy_files SET state = 'filed', finished_at = ${at}
    WHERE id = ${id}::uuid AND state = 'filing'
      AND NOT EXISTS (SELECT FROM proxy_file_rows WHERE file = ${id}::uuid AND state = 'ready')`;
  return count === 1;
}

/** Deletes a file of which nothing was filed, with its rows. @returns whether there was one */
export async function dropUnfiled(tx: Transaction, id: string): Promise<boolean> {
  const count = await tx.$executeRaw`DELETE FROM proxy_files WHERE id = ${id}::uuid AND started_at IS NULL`;
  return count === 1;
}

/**
 * Deletes files, with their rows, that were not filed since one instant, or whose filing ended before another.
 * @returns their ids
 */
export async function dropOld(tx: Transaction, unfiledSince: Date, filedBefore: Date): Promise<string[]> {
  const dropped = await tx.$queryRaw<{ id: string }[]>`
    DELETE FROM proxy_files
    WHERE (started_at IS NULL AND read_at < ${unfiledSince}) OR finished_at < ${filedBefore}
    RETURNING id`;
  return dropped.map(({ id }) => id);
}
