/** The Postgres and the NATS of a run. */
export interface StartedServers {
  readonly postgresUrl: string;
  /** As operator. */
  readonly natsUrl: string;
  stop(): Promise<void>;
}

let running: readonly StartedServers[] = [];

/** What start-servers started, for the tear-down: both run in Jest's own process. */
export const keep = (servers: readonly StartedServers[]): void => {
  running = servers;
};

/** Jest's global tear-down. @public */
export default async function stopServers(): Promise<void> {
  await Promise.all(running.map((servers) => servers.stop()));
  running = [];
}
