import { stopStarted } from './start-system.js';

/** Jest's global tear-down. @public */
export default async function stopSystem(): Promise<void> {
  await stopStarted();
}
