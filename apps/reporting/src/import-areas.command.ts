/**
 * Imports 二次医療圏 from a file and exits: all of it, or nothing and what is wrong with each row. Institutions are in
 * their new areas afterwards. It may run beside the service, and a second run changes nothing.
 * Needs DATABASE_WORKER_URL alone. Usage: npm run import-areas -- <file.csv>
 */
import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { asWorker } from '@todoke/database';
import { bootOrExplain, clockFrom, environment } from '@todoke/service';
import { z } from 'zod';
import { importAreas, readAreaFile, unknownMunicipalities } from './institutions/index.js';
import { Databases } from './persistence/databases.js';

const settings = z.object({ DATABASE_WORKER_URL: z.string(), CLOCK_START: z.string().optional() });

const say = (text: string): void => void process.stdout.write(`reporting: ${text}\n`);

/** Codes in a sentence; many are counted. */
const named = (codes: readonly string[]): string =>
  codes.length > 10 ? `${codes.slice(0, 10).join(', ')} and ${codes.length - 10} more` : codes.join(', ');

if (import.meta.filename === process.argv[1]) {
  await bootOrExplain(async () => {
    const [file] = process.argv.slice(2);
    if (file === undefined) throw new Error('usage: npm run import-areas -- <file.csv>');
    const read = readAreaFile(readFileSync(file, 'utf8'));
    if (!read.ok) {
      for (const { line, fault } of read.faults) process.stderr.write(`line ${line}: ${fault}\n`);
      process.stderr.write(`nothing is imported: ${read.faults.length} faults\n`);
      process.exitCode = 1;
      return;
    }
    const { DATABASE_WORKER_URL, CLOCK_START } = environment(settings);
    const databases = new Databases(asWorker(DATABASE_WORKER_URL));
    const act = { actor: 'import-areas', now: clockFrom(CLOCK_START).now() };
    const { areas, municipalities, institutions } = await importAreas(databases.inTransaction, read.areas, act);
    await databases.onApplicationShutdown();
    say(`areas: ${areas.added} added, ${areas.changed} changed, ${areas.removed} removed`);
    const { added, changed, removed } = municipalities;
    say(`municipalities: ${added} added, ${changed} moved, ${removed} removed`);
    say(`${institutions} institutions are in another area now`);
    const unknown = unknownMunicipalities(read.areas);
    if (unknown.length > 0) say(`no address leads to ${named(unknown)}, which postal data do not know`);
  });
}
