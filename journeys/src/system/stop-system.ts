import { stopRunning } from './running.js';

/** Jest's global tear-down. */
export default async function stopSystem(): Promise<void> {
  await stopRunning();
}
