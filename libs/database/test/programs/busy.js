/**
 * Many wait for few connections, over and over, until standard input ends; then says how many transactions were done.
 * Whatever nobody catches ends it with code 1, as it would end a service.
 */
import { prismaAdapter } from '@todoke/database';

const [url, schema] = process.argv.slice(2);
const adapter = await prismaAdapter(url, schema, { poolSize: 5 }).connect();
let done = 0;
let busy = true;

async function transaction() {
  const opened = await adapter.startTransaction();
  try {
    await opened.queryRaw({ sql: 'SELECT 1', args: [], argTypes: [] });
    await opened.executeRaw({ sql: 'COMMIT', args: [], argTypes: [] });
    await opened.commit();
    done += 1;
  } catch {
    await opened.rollback().catch(() => undefined);
  }
}

async function work() {
  while (busy) await transaction().catch(() => undefined);
}

const workers = Array.from({ length: 40 }, work);
process.stdin.resume();
process.stdin.once('end', async () => {
  busy = false;
  await Promise.all(workers);
  await adapter.dispose();
  process.stdout.write(`${done} transactions\n`);
});
