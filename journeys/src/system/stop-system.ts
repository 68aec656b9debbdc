import { stopStarted } from './start-system.js';

/** Jest's global tear-down. */
export default async function stopSystem(): Promise<void> {
  await stopStarted();
}
