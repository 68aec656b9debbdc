import type { RunInTransaction } from '@todoke/database';
import type { Transaction } from '../../persistence/databases.js';
import { readFacilityId } from '../domain/facility-id.js';
import { type Directory, type ImportedRow, judgeFacility, type Scope } from '../domain/import-row.js';
import type { Layout } from '../domain/layout.js';
import { Candidates } from '../domain/match.js';
import type { ReadRow } from '../domain/reader.js';
import { findCandidates } from '../persistence/candidates.js';
import { insertRows } from '../persistence/imports.js';

/** What was stored of a file before. */
export interface Progress {
  /** The last row. */
  readonly last: number;
  /** The first row of each institution. */
  readonly institutions: ReadonlyMap<string, number>;
}

/** Rows that are stored at a time. */
const batchSize = 1_000;

/** Judges the rows of a file, facility by facility, and stores them in batches that end with a facility. */
export class FileReading {
  private facility: ReadRow[] = [];
  private batch: ImportedRow[] = [];
  private readonly directory: CachedDirectory;

  constructor(
    private readonly inTransaction: RunInTransaction<Transaction>,
    private readonly id: string,
    private readonly layout: Layout,
    private readonly scope: Scope,
    private readonly progress: Progress,
  ) {
    this.directory = new CachedDirectory(inTransaction, layout, progress.institutions);
  }

  async take(row: ReadRow): Promise<void> {
    if (row.row <= this.progress.last) return;
    if (this.facility.length > 0 && this.facility[0]?.cells[0] !== row.cells[0]) await this.judge();
    this.facility.push(row);
  }

  async end(): Promise<void> {
    await this.judge();
    await this.store();
  }

  private async judge(): Promise<void> {
    const prefecture = readFacilityId(this.facility[0]?.cells[0] ?? '')?.prefecture;
    if (prefecture !== undefined && (this.scope ?? prefecture) === prefecture) await this.directory.load(prefecture);
    this.batch.push(...judgeFacility(this.layout, this.facility, this.scope, this.directory));
    this.facility = [];
    if (this.batch.length >= batchSize) await this.store();
  }

  private async store(): Promise<void> {
    const rows = this.batch;
    this.batch = [];
    if (rows.length > 0) await this.inTransaction((tx) => insertRows(tx, this.id, rows));
  }
}

/** The institutions of the prefecture of which the rows tell: files are in the order of prefectures. */
class CachedDirectory implements Directory {
  private loaded = '';
  private candidates = new Candidates([]);
  private names = new Map<string, string>();
  private readonly firstRows: Map<string, number>;

  constructor(
    private readonly inTransaction: RunInTransaction<Transaction>,
    private readonly layout: Layout,
    known: ReadonlyMap<string, number>,
  ) {
    this.firstRows = new Map(known);
  }

  async load(prefecture: string): Promise<void> {
    if (prefecture === this.loaded) return;
    const { type, kind, scheme } = this.layout;
    const found = await this.inTransaction((tx) => findCandidates(tx, { type, kind, scheme, prefecture }));
    this.candidates = new Candidates(found);
    this.names = new Map(found.map(({ id, name }) => [id, name]));
    this.loaded = prefecture;
  }

  of(prefecture: string): Candidates {
    return prefecture === this.loaded ? this.candidates : new Candidates([]);
  }

  nameOf(institution: string): string {
    return this.names.get(institution) ?? '';
  }

  firstRow(institution: string, row: number): number {
    const known = this.firstRows.get(institution);
    if (known === undefined) this.firstRows.set(institution, row);
    return known ?? row;
  }
}
