import { z } from 'zod';

/**
 * A backup is lines of JSON: a header, then each table with its rows, then the sequences, then an end mark. A row is a
 * list of values in Postgres's own text format, so that none of them is converted.
 */
export const beginning = z.object({
  todoke: z.literal('backup'),
  format: z.literal(1),
  takenAt: z.iso.datetime(),
  /** Schema → its applied migrations. */
  schemas: z.record(z.string(), z.array(z.string())),
});

const tableLine = z.object({
  schema: z.string(),
  table: z.string(),
  columns: z.array(z.string()),
  /** So many lines follow. */
  rows: z.int().min(0),
});

const sequenceLine = z.object({ schema: z.string(), sequence: z.string(), last: z.string().regex(/^\d+$/) });

const end = z.object({ end: z.literal(true), tables: z.int(), rows: z.int() });

export const afterBeginning = z.union([tableLine, sequenceLine, end]);

export type Beginning = z.output<typeof beginning>;
export type TableLine = z.output<typeof tableLine>;
export type SequenceLine = z.output<typeof sequenceLine>;

/** The backup cannot be restored here and now. The message says why and what to do. */
export class BackupRefused extends Error {
  override readonly name = 'BackupRefused';
}
