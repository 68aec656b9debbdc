/**
 * Announces the present facts of all institutions and people, each under its next version, and exits. It is for
 * projections of other services that lack a field which older events did not have.
 * Needs DATABASE_WORKER_URL alone; the relay of a running accounts publishes the events. It may run beside the service.
 * A second run announces everything once more.
 */
import 'reflect-metadata';
import { asWorker } from '@todoke/database';
import { prefectures } from '@todoke/japan';
import { bootOrExplain, clockFrom, environment } from '@todoke/service';
import { z } from 'zod';
import { announcePeople } from './identity/index.js';
import { announceInstitutions } from './institutions/index.js';
import { Databases, type Transaction } from './persistence/databases.js';

/** Rows that one transaction announces. */
const batch = 200;

const settings = z.object({ DATABASE_WORKER_URL: z.string(), CLOCK_START: z.string().optional() });

interface Announced {
  readonly institutions: number;
  readonly people: number;
}

/** @param progress called after each batch with the numbers so far */
async function announceEverything(
  databases: Databases,
  now: Date,
  progress: (announced: Announced) => void = () => undefined,
): Promise<Announced> {
  const announced = { institutions: 0, people: 0 };
  const all = async (what: keyof Announced, some: NextBatch): Promise<void> => {
    for (let after: string | undefined; ;) {
      const ids = await databases.inTransaction((tx) => some(tx, after));
      if (ids.length === 0) return;
      announced[what] += ids.length;
      after = ids.at(-1);
      progress(announced);
    }
  };
  const act = { actor: 'announce-all', now };
  for (const { code } of prefectures) {
    await all('institutions', (tx, after) => announceInstitutions(tx, code, after, batch, act));
  }
  await all('people', (tx, after) => announcePeople(tx, after, batch, act));
  return announced;
}

type NextBatch = (tx: Transaction, after: string | undefined) => Promise<string[]>;

const inWords = ({ institutions, people }: Announced): string => `${institutions} institutions and ${people} people`;

if (import.meta.filename === process.argv[1]) {
  await bootOrExplain(async () => {
    const { DATABASE_WORKER_URL, CLOCK_START } = environment(settings);
    const databases = new Databases(asWorker(DATABASE_WORKER_URL));
    const say = (text: string): void => void process.stdout.write(`accounts: ${text}\n`);
    const announced = await announceEverything(databases, clockFrom(CLOCK_START).now(), (so) =>
      say(`${inWords(so)} so far`),
    );
    await databases.onApplicationShutdown();
    say(`${inWords(announced)} are announced`);
  });
}
