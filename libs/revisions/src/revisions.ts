import type { Act, SqlTransaction } from '@todoke/database';

/** A content that has versions: of which kind (`form`), and which one (`daily`). */
export interface Named {
  readonly kind: string;
  readonly key: string;
}

/** A version that was published. */
export interface Revision extends Named {
  readonly version: number;
  /** 'YYYY-MM-DD', the first day on which it holds. */
  readonly validFrom: string;
  readonly body: unknown;
  /** Why it was published. */
  readonly note: string;
  readonly publishedBy: string;
  readonly publishedAt: Date;
}

/** What is being changed. */
export interface Draft {
  readonly body: unknown;
  readonly draftedBy: string;
  readonly draftedAt: Date;
}

interface RevisionRow extends Named {
  version: number;
  valid_from: string;
  body: unknown;
  note: string;
  published_by: string;
  published_at: Date;
}

/** Versions that were published, of one content or of all of a kind, the oldest first. */
export async function findRevisions(
  tx: SqlTransaction,
  { kind, key }: { readonly kind: string; readonly key?: string },
): Promise<Revision[]> {
  const rows = await tx.$queryRawUnsafe<RevisionRow[]>(
    `SELECT kind, key, version, to_char(valid_from, 'YYYY-MM-DD') AS valid_from, body, note, published_by, published_at
     FROM revisions WHERE kind = $1 AND ($2::text IS NULL OR key = $2) ORDER BY key, version`,
    kind,
    key ?? null,
  );
  return rows.map(({ valid_from: validFrom, published_by: publishedBy, published_at: publishedAt, ...row }) => ({
    ...row,
    validFrom,
    publishedBy,
    publishedAt: new Date(publishedAt),
  }));
}

/**
 * Publishes a version.
 * @returns false where that version was published meanwhile
 */
export async function insertRevision(
  tx: SqlTransaction,
  { kind, key, version, validFrom, body, note }: Omit<Revision, 'publishedBy' | 'publishedAt'>,
  { actor, now }: Act,
): Promise<boolean> {
  const inserted = await tx.$executeRawUnsafe(
    `INSERT INTO revisions (kind, key, version, valid_from, body, note, published_by, published_at)
     VALUES ($1, $2, $3, $4::date, $5::jsonb, $6, $7, $8) ON CONFLICT DO NOTHING`,
    ...[kind, key, version, validFrom, JSON.stringify(body), note, actor, now],
  );
  return inserted === 1;
}

export async function findDraft(tx: SqlTransaction, { kind, key }: Named): Promise<Draft | undefined> {
  const rows = await tx.$queryRawUnsafe<{ body: unknown; drafted_by: string; drafted_at: Date }[]>(
    'SELECT body, drafted_by, drafted_at FROM revision_drafts WHERE kind = $1 AND key = $2',
    ...[kind, key],
  );
  return rows.map(({ body, drafted_by, drafted_at }) => ({
    body,
    draftedBy: drafted_by,
    draftedAt: new Date(drafted_at),
  }))[0];
}

export async function saveDraft(tx: SqlTransaction, { kind, key }: Named, body: unknown, act: Act): Promise<void> {
  await tx.$executeRawUnsafe(
    `INSERT INTO revision_drafts (kind, key, body, drafted_by, drafted_at) VALUES ($1, $2, $3::jsonb, $4, $5)
     ON CONFLICT (kind, key) DO UPDATE
       SET body = excluded.body, drafted_by = excluded.drafted_by, drafted_at = excluded.drafted_at`,
    ...[kind, key, JSON.stringify(body), act.actor, act.now],
  );
}

export async function dropDraft(tx: SqlTransaction, { kind, key }: Named): Promise<void> {
  await tx.$executeRawUnsafe('DELETE FROM revision_drafts WHERE kind = $1 AND key = $2', kind, key);
}
