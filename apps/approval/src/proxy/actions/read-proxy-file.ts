import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { audit } from '@todoke/database';
import { CLOCK, type Clock } from '@todoke/service';
import { Databases, type Transaction } from '../../persistence/databases.js';
import { findAlike, identityOfItems, type Official, problems as reviewProblems } from '../../reviews/index.js';
import { type JudgedRow, judgeRow } from '../domain/judge-row.js';
import { SeenInstitutions } from '../domain/marks.js';
import type { NewRow } from '../domain/proxy-file.js';
import { readFile, type ReadFile } from '../domain/read-file.js';
import { beginFile, findFile, finishReading } from '../persistence/files.js';
import { insertRows } from '../persistence/file-rows.js';
import { problems } from '../problems.js';
import { markOf } from './mark-row.js';

/** A file as a browser sends it. */
export interface SentFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Undefined where the file was read; else why not, in Japanese sentences. */
export type FileFaults = readonly string[] | undefined;

type Whole = Extract<ReadFile, { ok: true }>;

/** Rows that are judged before others have their turn. */
const judgedAtOnce = 50;
/** Rows that are compared and stored in one transaction. */
const batchSize = 500;

/** Reads a file of proxy applications, and stores what would become of each row; nothing is filed yet (R74). */
@Injectable()
export class ReadProxyFile {
  constructor(
    private readonly databases: Databases,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * May be ended at any point: repeated with the same id, it goes on, and of a file that was read it changes nothing.
   * @param id of the form page that was sent
   * @throws Problem not-yours-to-decide; file-missing where the id is another prefecture's
   */
  async run(id: string, official: Official, { name, bytes }: SentFile): Promise<FileFaults> {
    const { sub, role, prefecture } = official;
    if (role !== 'prefecture' || prefecture === undefined) throw reviewProblems.notYoursToDecide();
    const read = readFile(bytes);
    if (!read.ok) return read.faults;
    const digest = createHash('sha256').update(bytes).digest('hex');
    const begun = { id, prefecture, fileName: listedName(name), digest, encoding: read.encoding };
    const inTransaction = <T>(work: (tx: Transaction) => Promise<T>) => this.databases.forOfficial(official, work);
    const file = await inTransaction(async (tx) => {
      await beginFile(tx, { ...begun, readBy: sub, readAt: this.clock.now() });
      return findFile(tx, id);
    });
    if (file === undefined) throw problems.fileMissing();
    if (file.state !== 'reading') return undefined;
    const judged = await judgeAll(read, prefecture);
    const seen = new SeenInstitutions();
    for (let at = 0; at < judged.length; at += batchSize) {
      const batch = judged.slice(at, at + batchSize);
      await inTransaction(async (tx) => insertRows(tx, id, await marked(tx, prefecture, batch, seen)));
    }
    await inTransaction(async (tx) => {
      await finishReading(tx, id);
      const faulty = judged.filter(({ kind }) => kind === 'faulty').length;
      await audit(tx, {
        actor: sub,
        action: 'proxy-file.read',
        subject: id,
        detail: { rows: judged.length, faulty },
      });
    });
    return undefined;
  }
}

async function judgeAll({ rows, places }: Whole, prefecture: string): Promise<JudgedRow[]> {
  const judged: JudgedRow[] = [];
  for (const row of rows) {
    judged.push(judgeRow(row, places, prefecture));
    if (judged.length % judgedAtOnce === 0) await setImmediate();
  }
  return judged;
}

/** The rows as they are stored, with what may be there already. */
async function marked(
  tx: Transaction,
  prefecture: string,
  rows: readonly JudgedRow[],
  seen: SeenInstitutions,
): Promise<NewRow[]> {
  const identities = rows.map((one) => (one.kind === 'ready' ? identityOfItems(one.items) : undefined));
  const asked = identities.filter((identity) => identity !== undefined);
  const alike = (await findAlike(tx, prefecture, asked)).values();
  return rows.map((one, at): NewRow => {
    const identity = identities[at];
    if (one.kind === 'faulty' || identity === undefined) return faultyRow(one);
    const { row, items, notes } = one;
    const found = markOf(alike.next().value ?? [], seen.see(row, identity));
    return {
      row,
      name: items.institutionName,
      state: 'ready',
      mark: found?.mark ?? null,
      notes: found === undefined ? notes : [found.note, ...notes],
      items,
    };
  });
}

const faultyRow = (row: JudgedRow): NewRow => ({
  row: row.row,
  name: row.kind === 'faulty' ? row.name : '',
  state: 'faulty',
  mark: null,
  notes: row.notes,
  items: null,
});

/** Without the folder that some browsers send. */
const listedName = (name: string): string =>
  (name.split(/[\\/]/).at(-1) ?? '')
    .toWellFormed()
    .replace(/[\u0000-\u001f\u007f]/g, '')
    .slice(0, 200) || '（名称なし）';
