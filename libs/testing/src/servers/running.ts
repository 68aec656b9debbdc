import type { StartedServers } from './started.js';

let running: StartedServers | undefined;

/** What start-servers started, for stop-servers: both run in Jest's own process. */
export const keep = (servers: StartedServers): void => {
  running = servers;
};

export const stopRunning = async (): Promise<void> => {
  await running?.stop();
  running = undefined;
};
