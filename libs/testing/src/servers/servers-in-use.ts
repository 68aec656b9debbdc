/** What start-servers passes to the suites, through the environment of the Jest process. */
export interface ServersOfRun {
  readonly kind: 'containers' | 'embedded';
  /** The reason for this kind. */
  readonly why: string;
  /** A pair a worker of Jest, so that two suites at once share nothing. */
  readonly pairs: readonly Pair[];
}

/** One Postgres and one NATS. */
interface Pair {
  /** Superuser, database `postgres`. */
  readonly postgresUrl: string;
  /** Of the operator. */
  readonly natsUrl: string;
}

export type ServersInUse = Omit<ServersOfRun, 'pairs'> & Pair;

export const variable = 'TODOKE_TEST_SERVERS';

/** The servers of this worker of Jest. @throws where a package's tests were started without them */
export function serversInUse(): ServersInUse {
  const told = process.env[variable];
  if (told === undefined) {
    throw new Error('no test servers are running: this package needs `jest({ servers: true })` in its jest.config.js');
  }
  const { pairs, ...run } = JSON.parse(told) as ServersOfRun;
  const worker = Number(process.env['JEST_WORKER_ID'] ?? 1);
  const pair = pairs[worker - 1];
  if (pair === undefined) throw new Error(`there are ${pairs.length} pairs of test servers, and none for ${worker}`);
  return { ...run, ...pair };
}
