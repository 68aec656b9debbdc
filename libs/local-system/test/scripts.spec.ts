import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { scratchFolder } from './scratch.js';

/** The scripts are no package, so they are tested here, beside what they start. */
const scripts = fileURLToPath(new URL('../../../scripts/', import.meta.url));
const load = async <Module>(path: string): Promise<Module> => (await import(join(scripts, path))) as Module;

type Result = {
  name: string;
  passed: number;
  failed: number;
  skipped: number;
  seconds: number;
  note: string;
};

describe('The totals of npm test', () => {
  const folder = scratchFolder();
  const began = Date.parse('2026-11-20T00:00:00Z');
  const suite = (name: string, totals: unknown): { name: string; folder: string } => {
    mkdirSync(join(folder, name, 'test-results'), { recursive: true });
    if (totals !== undefined) writeFileSync(join(folder, name, 'test-results', 'totals.json'), JSON.stringify(totals));
    return { name, folder: join(folder, name) };
  };
  const totals = async (...suites: { name: string; folder: string }[]): Promise<Result[]> => {
    const { readTotals } = await load<{ readTotals: (all: unknown, began: number) => Result[] }>('test/suites.js');
    return readTotals(suites, began);
  };

  it('count what ran, and say what was not run again', async () => {
    const counts = { passed: 12, failed: 1, skipped: 2, seconds: 3.5, failures: ['approving › is once'] };
    const now = suite('now', { ...counts, startedAt: '2026-11-20T00:00:01Z' });
    const before = suite('before', { ...counts, startedAt: '2026-11-19T00:00:00Z' });
    expect(await totals(now, before)).toEqual([
      { name: 'now', ...counts, note: '' },
      { name: 'before', ...counts, note: 'nothing changed since it ran' },
    ]);
  });

  it('count a suite without a result, or without a test, as a failure', async () => {
    const none = suite('none', undefined);
    const empty = suite('empty', {
      passed: 0,
      failed: 0,
      skipped: 3,
      seconds: 0,
      startedAt: '2026-11-20T00:00:01Z',
    });
    expect(await totals(none, empty)).toMatchObject([
      { name: 'none', failed: 1, note: 'left no result: it did not run to its end' },
      { name: 'empty', failed: 1, note: 'found no test' },
    ]);
  });

  it('end with one line over all of them', async () => {
    const { report } = await load<{ report: (results: Result[], others: string[]) => string }>('test/report.js');
    const result = { skipped: 0, seconds: 1, note: '' };
    const text = report(
      [
        { name: 'one', passed: 3, failed: 0, ...result },
        { name: 'two', passed: 4, failed: 1, ...result },
      ],
      ['✗ two'],
    );
    expect(text.split('\n').slice(-2)).toEqual(['✗ two', '7 passed, 1 failed']);
  });
});

describe('The watcher of npm run dev', () => {
  it('restarts those services that run what was changed, also by way of another library', async () => {
    const { servicesUsing } = await load<{
      servicesUsing: (changed: string, services: string[], all: unknown) => string[];
    }>('start/workspaces.js');
    const all = [
      { name: 'approval', uses: ['@todoke/messaging'] },
      { name: 'reporting', uses: ['@todoke/web'] },
      { name: '@todoke/messaging', uses: ['@todoke/database'] },
      { name: '@todoke/database', uses: [] },
      { name: '@todoke/web', uses: [] },
      { name: '@todoke/testing', uses: ['@todoke/database'] },
    ];
    const services = ['approval', 'reporting'];
    expect(servicesUsing('@todoke/database', services, all)).toEqual(['approval']);
    expect(servicesUsing('reporting', services, all)).toEqual(['reporting']);
    expect(servicesUsing('@todoke/testing', services, all)).toEqual([]);
  });

  it('shows log lines as a person reads them, and others as they are', async () => {
    const { readable } = await load<{ readable: (line: string) => string }>('start/echo.js');
    expect(readable('{"level":40,"time":1,"service":"approval","msg":"NATS is unavailable","attempt":3}')).toBe(
      'warn NATS is unavailable attempt=3',
    );
    const err = { type: 'JetStreamApiError', code: '10148', at: ['at ensureConsumer (streams.ts:46:3)', 'at consume'] };
    expect(readable(JSON.stringify({ level: 'warn', msg: 'consuming begins again', stream: 'APPROVAL', err }))).toBe(
      'warn consuming begins again stream=APPROVAL\n  JetStreamApiError 10148 at ensureConsumer (streams.ts:46:3)',
    );
    expect(readable('Error: no JSON')).toBe('Error: no JSON');
    expect(readable('{half')).toBe('{half');
  });
});

describe('A slow day', () => {
  type Arguments = { share: number; times: number; within: number; command: string[] };
  const read = async (...given: string[]): Promise<Arguments> =>
    (await load<{ readArguments: (given: string[]) => Arguments }>('slow-day/arguments.js')).readArguments(given);

  it('takes options before the command, and leaves the command its own', async () => {
    expect(await read('npm', 'test', '--', '--force')).toEqual({
      share: 3,
      times: 1,
      within: 240,
      command: ['npm', 'test', '--', '--force'],
    });
    expect(await read('--times', '3', '--share', '4', 'npm', 'test')).toMatchObject({
      share: 4,
      times: 3,
      command: ['npm', 'test'],
    });
  });

  it.each([[['--time', '3', 'npm']], [['--times', 'three', 'npm']], [['--share', '0.5', 'npm']], [[]]])(
    'refuses %j, and says what it takes',
    async (given) => {
      await expect(read(...given)).rejects.toMatchObject({ todo: expect.stringMatching(/--times|npm/) as string });
    },
  );
});

describe('npm start', () => {
  const start = (...options: string[]) =>
    spawnSync(process.execPath, [join(scripts, 'start.js'), ...options], { encoding: 'utf8' });

  it('refuses an option it does not have, and shows those it has', () => {
    const { status, stdout } = start('--fersh');
    expect(status).toBe(1);
    expect(stdout).toContain('✗ --fersh is no option of npm start');
    expect(stdout).toContain('npm start -- --fresh');
  });

  it('tells its options and does nothing else when asked', () => {
    const { status, stdout } = start('--help');
    expect(status).toBe(0);
    expect(stdout).toContain('REGISTRATION_PORT');
    expect(stdout).not.toContain('✓');
  });
});
