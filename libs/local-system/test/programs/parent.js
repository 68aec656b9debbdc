/**
 * Holds children as a start does, for tests that kill it: prints their process ids, as JSON, and stays.
 * Arguments: folder for logs and record, number of children.
 */
import { Children } from '../../dist/index.js';

const [folder, count] = process.argv.slice(2);
const children = new Children({ logs: folder, record: `${folder}/processes.json` });
const pids = Array.from({ length: Number(count) }, (_, at) => {
  const stay = 'process.stdout.write("here"); setInterval(() => undefined, 1000)';
  return children.start({ name: `child-${at}`, command: process.execPath, args: ['-e', stay] }).pid;
});
process.stdout.write(`${JSON.stringify(pids)}\n`);
setInterval(() => undefined, 1_000);
