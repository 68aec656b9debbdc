import type { StartedServers } from './started.js';

let running: readonly StartedServers[] = [];

/** What start-servers started, for stop-servers: both run in Jest's own process. */
export const keep = (servers: readonly StartedServers[]): void => {
  running = servers;
};

export const stopRunning = async (): Promise<void> => {
  await Promise.all(running.map((servers) => servers.stop()));
  running = [];
};
