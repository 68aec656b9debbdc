/**
 * Many transactions wait for few connections, over and over. It prints a line after the first one. Once standard input
 * has ended, it does a hundred more and prints a second line. An uncaught error ends it with code 1, as it would end a
 * service.
 */
import { once } from 'node:events';
import { prismaAdapter, schemaPool } from '@todoke/database';

const [url, schema] = process.argv.slice(2);
const adapter = await prismaAdapter(schemaPool(url, schema, { max: 5 }), schema).connect();
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

/** Resolves when so many more transactions are done than now. */
async function more(transactions) {
  const goal = done + transactions;
  while (done < goal) await new Promise((resolve) => setTimeout(resolve, 5));
}

const workers = Array.from({ length: 40 }, work);
await more(1);
process.stdout.write('works\n');
process.stdin.resume();
await once(process.stdin, 'end');
await more(100);
busy = false;
await Promise.all(workers);
await adapter.dispose();
process.stdout.write('went on\n');
