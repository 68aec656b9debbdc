/** What start-servers passes to the suites, through the environment of the Jest process. */
export interface ServersInUse {
  readonly kind: 'containers' | 'embedded';
  /** The reason for this kind. */
  readonly why: string;
  /** Superuser, database `postgres`. */
  readonly postgresUrl: string;
  readonly natsUrl: string;
}

export const variable = 'TODOKE_TEST_SERVERS';

/** The servers of this run. @throws where a package's tests were started without them */
export function serversInUse(): ServersInUse {
  const told = process.env[variable];
  if (told === undefined) {
    throw new Error('no test servers are running: this package needs `jest({ servers: true })` in its jest.config.js');
  }
  return JSON.parse(told) as ServersInUse;
}
