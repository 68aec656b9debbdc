import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { Metrics } from '../src/index.js';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

interface Running {
  readonly child: ChildProcess;
  readonly lines: () => Record<string, unknown>[];
  readonly ended: Promise<unknown[]>;
}

const children: ChildProcess[] = [];
afterEach(() => children.splice(0).forEach((child) => child.kill('SIGKILL')));

/** The smallest service, once it listens. */
async function running(env: Record<string, string>): Promise<Running> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'programs/service.js')], {
    env: { ...process.env, LOG_LEVEL: 'info', ...env },
  });
  children.push(child);
  let output = '';
  const ended = once(child, 'close');
  const listening = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (part: Buffer) => {
        output += part.toString();
        if (output.includes('"listening"')) resolve();
      });
    }
  });
  await Promise.race([listening, ended]);
  const lines = () =>
    output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  return { child, lines, ended };
}

const status = async (port: number, path: string): Promise<number> =>
  (await fetch(`http://localhost:${port}${path}`)).status;

describe('a service as a process', () => {
  it('answers for its figures at every address of localhost', async () => {
    const port = await freePort();
    await running({ PORT: String(port) });
    expect(await status(port, '/metrics')).toBe(200);
    expect((await fetch(`http://127.0.0.1:${port}/health/live`)).status).toBe(200);
  });

  it('answers for them at the port of operations alone, where it has one', async () => {
    const [port, operations] = [await freePort(), await freePort()];
    const { child, ended } = await running({ PORT: String(port), OPERATIONS_PORT: String(operations) });
    expect(await status(port, '/metrics')).toBe(404);
    expect(await status(operations, '/metrics')).toBe(200);
    expect([await status(port, '/health/ready'), await status(operations, '/health/ready')]).toEqual([200, 200]);
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  });

  it('in production answers for them nowhere, where nobody named a port for it', async () => {
    const port = await freePort();
    await running({ PORT: String(port), NODE_ENV: 'production' });
    expect([await status(port, '/metrics'), await status(port, '/health/ready')]).toEqual([404, 200]);
  });

  it('tells a warning, what a library prints and a crash as lines like all others, without their words', async () => {
    const { child, lines, ended } = await running({ PORT: String(await freePort()) });
    child.stdin?.write('阿武隈');
    expect(await ended).toEqual([1, null]);
    expect(lines()).toContainEqual(
      expect.objectContaining({ level: 'warn', service: 'smallest', msg: 'warning of the runtime' }),
    );
    expect(lines()).toContainEqual(
      expect.objectContaining({ level: 'warn', console: 'warn', msg: 'a library wrote to the console' }),
    );
    expect(lines().at(-1)).toMatchObject({
      level: 'fatal',
      service: 'smallest',
      err: { type: 'Error', code: '23505' },
    });
    expect(JSON.stringify(lines())).not.toContain('阿武隈');
  });
});

describe('a figure that is looked up', () => {
  it('is left out where the look fails or does not end, and the others are there in time', async () => {
    const metrics = new Metrics();
    const gauge = (name: string, look: () => Promise<never[]>) =>
      metrics.lookUp({ name, help: `${name} of a test`, look });
    gauge('never', () => new Promise(() => undefined));
    gauge('failing', () => Promise.reject(new Error('unavailable')));
    metrics.lookUp({
      name: 'there',
      help: 'what is there',
      labelNames: ['of'],
      look: () => Promise.resolve([{ labels: { of: 'a' }, value: 7 }]),
    });
    // In time is: without the one that never ends.
    const text = await metrics.registry.metrics();
    expect(text).toContain('there{of="a"} 7');
    expect(text).toContain('# TYPE never gauge');
    expect(text).not.toMatch(/^(never|failing)[ {]/m);
  });

  it('of something that is gone goes with it', async () => {
    const metrics = new Metrics();
    const there = [{ labels: { subject: 'a' }, value: 1 }];
    metrics.lookUp({
      name: 'waiting',
      help: 'what waits',
      labelNames: ['subject'],
      look: () => Promise.resolve(there.splice(0)),
    });
    expect(await metrics.registry.metrics()).toContain('waiting{subject="a"} 1');
    expect(await metrics.registry.metrics()).not.toContain('waiting{');
  });
});
