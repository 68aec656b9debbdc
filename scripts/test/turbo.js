import { onConsole } from './on-console.js';

/** Runs tasks of packages, all of them also after a failure. @returns {Promise<boolean>} whether all went well */
export const turbo = (logs, args, concurrency = 2) =>
  onConsole('turbo', ['run', ...args, '--continue', `--concurrency=${concurrency}`, `--output-logs=${logs}`]);
