import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Children, endLeftovers, freePort, type StartFailure } from '../src/index.js';
import { comesTrue } from '../src/processes/comes-true.js';
import { startedAt } from '../src/processes/process-identity.js';
import { patience } from './patience.js';
import { scratchFolder } from './scratch.js';

const folder = scratchFolder();
const node = (name: string, script: string, more: object = {}) => ({
  name,
  command: process.execPath,
  args: ['-e', script],
  ...more,
});
const stay = 'setInterval(() => undefined, 1000);';
const isGone = (pid: number | undefined) => comesTrue(() => startedAt(pid ?? 0) === undefined, patience);

describe('A child that ends by itself', () => {
  it('is told by name, exit code and last lines, and takes the others down', async () => {
    const children = new Children({ logs: join(folder, 'dies') });
    const other = children.start(node('database', stay));
    children.start(node('approval', 'console.log("{\\"msg\\":\\"cannot go on\\"}"); process.exit(7);'));
    const failure = await children.failure;
    expect(failure.what).toBe('approval stopped');
    expect(failure.why).toContain('ended with code 7');
    expect(failure.why).toContain('{"msg":"cannot go on"}');
    expect(failure.log).toBe(join(folder, 'dies', 'approval.log'));
    await children.stop();
    expect(await isGone(other.pid)).toBe(true);
  });

  it('is told when it could not even be started', async () => {
    const children = new Children({ logs: join(folder, 'no-program') });
    children.start({ name: 'nats', command: join(folder, 'no-such-program') });
    const failure = await children.failure;
    expect(failure.what).toBe('nats stopped');
    expect(failure.why).toContain('ENOENT');
    await children.stop();
  });

  it('is only told of where it may end', async () => {
    const told: StartFailure[] = [];
    const children = new Children({ logs: join(folder, 'may'), told: (failure) => told.push(failure) });
    const other = children.start(node('other', stay));
    const child = children.start(node('watched', 'process.exit(1);', { onExit: 'tell' }));
    expect(await child.exited).toEqual({ code: 1, signal: null });
    expect(await comesTrue(() => told.length === 1, patience)).toBe(true);
    expect(told[0]?.what).toBe('watched stopped');
    expect(startedAt(other.pid ?? 0)).toMatch(/\d/);
    await children.stop();
    expect(told).toHaveLength(1);
  });

  it('fails a command that is run to its end, and lets one pass that ends well', async () => {
    const children = new Children({ logs: join(folder, 'run') });
    await children.run(node('good', ''));
    await expect(
      children.run(node('migrate', 'console.error("no such table"); process.exit(2);')),
    ).rejects.toMatchObject({
      what: 'migrate stopped',
      why: expect.stringMatching(/code 2[\s\S]*no such table/) as string,
    });
    await children.stop();
  });
});

describe('Stopping', () => {
  it('goes from the highest stage to the lowest', async () => {
    const order = join(folder, 'order.txt');
    const children = new Children({ logs: join(folder, 'order') });
    const says = (name: string) =>
      `process.on('SIGTERM', () => {
         require('fs').appendFileSync(${JSON.stringify(order)}, '${name} ');
         process.exit();
       });
       console.log('up'); ${stay}`;
    for (const [name, stage] of [
      ['postgres', 0],
      ['nats', 1],
      ['accounts', 2],
    ] as const) {
      const child = children.start(node(name, says(name), { stage }));
      await comesTrue(() => child.lastLines().includes('up'), patience);
    }
    await children.stop();
    expect(readFileSync(order, 'utf8')).toBe('accounts nats postgres ');
  });

  it('kills one that does not listen, and takes grandchildren along', async () => {
    const children = new Children({ logs: join(folder, 'stubborn') });
    const deaf = `process.on('SIGTERM', () => {}); ${stay}`;
    const script = `process.on('SIGTERM', () => undefined);
      const { pid } = require('child_process').spawn(process.execPath, ['-e', "${deaf}"]);
      console.log(pid); ${stay}`;
    const child = children.start(node('stubborn', script, { stopWithin: 300 }));
    await comesTrue(() => child.lastLines().length === 1, patience);
    const grandchild = Number(child.lastLines()[0]);
    expect(startedAt(grandchild)).toMatch(/\d/);
    await children.stop();
    expect((await child.exited).signal).toBe('SIGKILL');
    expect(await isGone(grandchild)).toBe(true);
  });

  it('leaves no grandchild either when a child ends by itself', async () => {
    const children = new Children({ logs: join(folder, 'orphan') });
    const script = `const { spawn } = require('child_process');
      const { pid } = spawn(process.execPath, ['-e', "${stay}"], { stdio: 'ignore' });
      console.log(pid); process.exit(0);`;
    const child = children.start(node('orphaner', script, { onExit: 'tell' }));
    await child.exited;
    await children.stop();
    expect(await isGone(Number(child.lastLines()[0]))).toBe(true);
  });

  it('lets nothing be started any more', async () => {
    const children = new Children({ logs: join(folder, 'late') });
    await children.stop();
    expect(() => children.start(node('late', stay))).toThrow('stopping');
  });
});

describe('Waiting for a child', () => {
  it('ends when it answers with success, not before', async () => {
    const children = new Children({ logs: join(folder, 'ready') });
    const port = await freePort();
    const script = `let asked = 0; require('http').createServer((_, answer) => {
      answer.statusCode = ++asked < 3 ? 503 : 200; answer.end(String(asked)); }).listen(${port}, '127.0.0.1');`;
    const child = children.start(node('slow', script));
    await child.ready(`http://127.0.0.1:${port}/health/ready`);
    const last = await fetch(`http://127.0.0.1:${port}/`);
    expect(await last.text()).toBe('4');
    await children.stop();
  });

  it('fails with the last answer when time is up, and at once when the child ends', async () => {
    const children = new Children({ logs: join(folder, 'never') });
    const port = await freePort();
    const script = `require('http')
      .createServer((_, answer) => { answer.statusCode = 503; answer.end('schema is behind'); })
      .listen(${port}, '127.0.0.1');`;
    const child = children.start(node('never', script));
    const answers = () =>
      fetch(`http://127.0.0.1:${port}/`).then(
        () => true,
        () => false,
      );
    await comesTrue(answers, patience);
    await expect(child.ready(`http://127.0.0.1:${port}/`, { within: 1_500 })).rejects.toMatchObject({
      what: 'never is not ready after 2 s',
      why: expect.stringContaining('503 schema is behind') as string,
    });
    const gone = children.start(node('gone', 'process.exit(4)', { onExit: 'nothing' }));
    await expect(gone.ready('http://127.0.0.1:9/')).rejects.toMatchObject({ what: 'gone stopped' });
    await children.stop();
  });
});

describe('Logs', () => {
  it('hold the lines as they are and keep those of the start before', async () => {
    const logs = join(folder, 'logs');
    const echoed: string[] = [];
    for (const text of ['first', 'second']) {
      const children = new Children({ logs, echo: (name, line) => echoed.push(`${name}: ${line}`) });
      await children.run(node('reporting', `console.log('{"msg":"${text}"}')`));
      await comesTrue(() => readFileSync(join(logs, 'reporting.log'), 'utf8') !== '', patience);
      await children.stop();
    }
    expect(readFileSync(join(logs, 'reporting.log'), 'utf8')).toBe('{"msg":"second"}\n');
    expect(readFileSync(join(logs, 'reporting.previous.log'), 'utf8')).toBe('{"msg":"first"}\n');
    expect(echoed).toEqual(['reporting: {"msg":"first"}', 'reporting: {"msg":"second"}']);
  });
});

describe('A parent that is killed outright', () => {
  const begin = async (where: string): Promise<{ parent: ChildProcess; pids: number[] }> => {
    const program = new URL('./programs/parent.js', import.meta.url).pathname;
    const parent = spawn(process.execPath, [program, where, '2'], { stdio: ['ignore', 'pipe', 'inherit'] });
    for await (const line of createInterface({ input: parent.stdout }))
      return { parent, pids: JSON.parse(line) as number[] };
    throw new Error('the parent said nothing');
  };

  it('leaves nothing running: its guardian ends the children', async () => {
    const { parent, pids } = await begin(join(folder, 'killed'));
    parent.kill('SIGKILL');
    await once(parent, 'exit');
    for (const pid of pids) expect(await isGone(pid)).toBe(true);
  });

  it('with its guardian killed as well, leaves what the next start ends, and only that', async () => {
    const where = join(folder, 'all-killed');
    const { parent, pids } = await begin(where);
    const record = join(where, 'processes.json');
    for (const guardian of childrenOf(parent.pid ?? 0).filter((pid) => !pids.includes(pid)))
      process.kill(guardian, 'SIGKILL');
    parent.kill('SIGKILL');
    await once(parent, 'exit');
    expect(pids.map((pid) => startedAt(pid) !== undefined)).toEqual([true, true]);
    expect(await endLeftovers(record)).toEqual(['child-0', 'child-1']);
    expect(pids.map((pid) => startedAt(pid))).toEqual([undefined, undefined]);
    expect(existsSync(record)).toBe(false);
    expect(await endLeftovers(record)).toEqual([]);
  });

  it('whose process ids are somebody else by now harms nobody', async () => {
    const bystander = spawn(process.execPath, ['-e', stay], { detached: true, stdio: 'ignore' });
    const record = join(folder, 'recycled.json');
    const entry = { name: 'approval', pid: bystander.pid, signal: 'SIGTERM', startedAt: '1' };
    writeFileSync(record, JSON.stringify([entry]));
    expect(await endLeftovers(record)).toEqual([]);
    expect(startedAt(bystander.pid ?? 0)).toMatch(/\d/);
    bystander.kill('SIGKILL');
  });
});

const childrenOf = (pid: number): number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);
