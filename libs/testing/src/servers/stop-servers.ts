import { stopRunning } from './running.js';

/** Jest's global tear-down. */
export default async function stopServers(): Promise<void> {
  await stopRunning();
}
