/**
 * Imports a file of the open data of 医療情報ネット (.csv or .csv.gz) and exits: reports begin with what it tells. What became
 * of each row is written to a file. It may run beside the service; ended in the middle, it goes on where it was, and a
 * second run changes nothing. Needs DATABASE_WORKER_URL alone.
 * Usage: npm run import-open-data -- <file> [--as-of 2025-06-01] [--prefecture 46] [--report <file.csv>] [--check]
 */
import 'reflect-metadata';
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { createGunzip } from 'node:zlib';
import { asWorker } from '@todoke/database';
import { findPrefecture } from '@todoke/japan';
import { bootOrExplain, clockFrom, environment } from '@todoke/service';
import { z } from 'zod';
import {
  BrokenFile,
  countOutcomes,
  findRows,
  type OpenDataFile,
  outcomes,
  type Outcome,
  readOpenDataFile,
  takeOver,
} from './open-data/index.js';
import { Databases } from './persistence/databases.js';

const settings = z.object({ DATABASE_WORKER_URL: z.string(), CLOCK_START: z.string().optional() });
const usage =
  'usage: npm run import-open-data -- <file> [--as-of 2025-06-01] [--prefecture 46] [--report <file.csv>] [--check]';

const say = (text: string): void => void process.stdout.write(`reporting: ${text}\n`);

const bytesOf = (path: string): AsyncIterable<Uint8Array> =>
  path.endsWith('.gz') ? createReadStream(path).pipe(createGunzip()) : createReadStream(path);

async function fileAt(path: string): Promise<OpenDataFile> {
  const hash = createHash('sha256');
  for await (const chunk of bytesOf(path)) hash.update(chunk);
  return { name: basename(path), digest: hash.digest('hex'), bytes: () => bytesOf(path) };
}

/** …_20250601.csv or …-20250601.csv.gz → 2025-06-01. */
const dayInName = (path: string): string | undefined =>
  /[_-](\d{4})(\d{2})(\d{2})\.csv(?:\.gz)?$/.exec(path)?.slice(1).join('-');

function asked() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      'as-of': { type: 'string' },
      prefecture: { type: 'string' },
      report: { type: 'string' },
      check: { type: 'boolean' },
    },
  });
  const [path] = positionals;
  if (path === undefined) throw new Error(usage);
  const asOf = z.iso.date().safeParse(values['as-of'] ?? dayInName(path));
  if (!asOf.success) throw new Error(`as of which day does it tell? ${usage}`);
  const { prefecture, report, check = false } = values;
  if (prefecture !== undefined && findPrefecture(prefecture) === undefined)
    throw new Error(`no prefecture: ${prefecture}`);
  return { path, asOf: asOf.data, scope: prefecture, report, check };
}

const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** 行, ID, 名称, 結果, 説明: a line a row. */
async function* reportOf(databases: Databases, id: string): AsyncGenerator<string> {
  yield '\uFEFF"行","ID","名称","結果","説明"\r\n';
  for (let last = 0; ;) {
    const after = last;
    const rows = await databases.inTransaction((tx) => findRows(tx, id, after, 5_000));
    for (const { row, facility, name, outcome, note } of rows)
      yield `${row},${[facility, name, outcomes[outcome], note].map(cell).join(',')}\r\n`;
    if (rows.length === 0) return;
    last = rows.at(-1)?.row ?? last;
  }
}

const countsText = (counts: ReadonlyMap<Outcome, number>): string =>
  (Object.keys(outcomes) as Outcome[])
    .flatMap((outcome) => (counts.has(outcome) ? [`${outcome} ${counts.get(outcome)}`] : []))
    .join(', ');

if (import.meta.filename === process.argv[1]) {
  await bootOrExplain(async () => {
    const { path, asOf, scope, report, check } = asked();
    const { DATABASE_WORKER_URL, CLOCK_START } = environment(settings);
    const databases = new Databases(asWorker(DATABASE_WORKER_URL));
    const act = { by: 'import-open-data', at: clockFrom(CLOCK_START).now() };
    try {
      const { id } = await readOpenDataFile(databases.inTransaction, { file: await fileAt(path), asOf, scope }, act);
      if (!check) await takeOver(databases.inTransaction, id, act);
      say(`rows: ${countsText(await databases.inTransaction((tx) => countOutcomes(tx, id)))}`);
      if (report !== undefined) await pipeline(reportOf(databases, id), createWriteStream(report));
    } catch (error) {
      if (!(error instanceof BrokenFile)) throw error;
      process.stderr.write(`${error.message}\nnothing is imported\n`);
      process.exitCode = 1;
    } finally {
      await databases.onApplicationShutdown();
    }
  });
}
