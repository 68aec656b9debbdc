import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import pg from 'pg';

/** As start-servers of @todoke/testing tells it; that library stands above this one, so it is not imported. */
const { pairs } = JSON.parse(process.env['TODOKE_TEST_SERVERS'] ?? '') as { pairs: { postgresUrl: string }[] };
const { postgresUrl } = pairs[Number(process.env['JEST_WORKER_ID'] ?? 1) - 1]!;
const schema = 'busy';

let admin: pg.Client;
beforeAll(async () => {
  admin = new pg.Client({ connectionString: postgresUrl });
  await admin.connect();
});
afterAll(() => admin.end());

/** Ends every connection of the program; tells how many there were. */
async function endConnections(): Promise<number> {
  const { rowCount } = await admin.query(
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1',
    [schema],
  );
  return rowCount ?? 0;
}

it('a busy process outlives the loss of its connections, again and again, and goes on', async () => {
  const program = spawn(process.execPath, [join(import.meta.dirname, 'programs/busy.js'), postgresUrl, schema], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let said = '';
  for (const output of [program.stdout, program.stderr]) output.on('data', (part: Buffer) => (said += part.toString()));
  const ended = once(program, 'close');
  await Promise.race([once(program.stdout, 'data'), ended]);
  let losses = 0;
  while (losses < 1_000 && program.exitCode === null) losses += await endConnections();
  program.stdin.end();
  const [code] = (await ended) as [number];
  expect({ code, said }).toEqual({ code: 0, said: 'works\nwent on\n' });
  expect(losses).toBeGreaterThanOrEqual(1_000);
});
