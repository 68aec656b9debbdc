import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Children, freePort, services } from '@todoke/local-system';
import { type Figure, median, type Report, rounded } from '../report/figures.js';
import { say } from '../report/say.js';
import { usageOf } from '../system/processes.js';
import { type Phases, pidsOf, startAgain, startSystem, type System } from '../system/system.js';

const times = Number(process.env['BENCH_STARTS'] || 5);
/** Seconds until memory that only the start needed has been released. */
const idle = Number(process.env['BENCH_IDLE_SECONDS'] || 15);
const bareService = fileURLToPath(new URL('./bare-service.js', import.meta.url));

type Memory = Readonly<Record<string, { readonly pss: number; readonly rss: number }>>;

/** The time of a start of the whole system on existing data, and its idle memory. */
export async function start(): Promise<Report> {
  say('the first start, which makes the data');
  const system = await startSystem('start', { services });
  try {
    const started: Phases[] = [];
    const limits: number[] = [];
    for (let one = 0; one < times; one++) {
      started.push(await startAgain(system));
      limits.push(await fiveBareServices(system, 0).then(({ seconds }) => seconds));
      const { servers, schemas, services: ready } = started.at(-1) ?? { servers: 0, schemas: 0, services: 0 };
      const bare = rounded(limits.at(-1) ?? 0);
      say(`servers ${rounded(servers)}, schemas ${rounded(schemas)}, services ${rounded(ready)}; bare ${bare} s`);
    }
    say(`waiting ${idle} s until all is idle`);
    await pause(idle * 1_000);
    const held = memoryOf(pidsOf(system));
    const bare = (await fiveBareServices(system, idle)).memory;
    const ofServices = Object.fromEntries(services.map((name) => [name, held[name] ?? { pss: 0, rss: 0 }]));
    return {
      figures: [
        timeFigure(
          'services ready',
          started.map((one) => one.services),
          limits,
        ),
        timeFigure(
          'whole system ready',
          started.map(({ servers, schemas, services: ready }) => servers + schemas + ready),
          limits,
        ),
        memoryFigure('idle memory of the services, PSS', sum(ofServices, 'pss'), sum(bare, 'pss')),
        memoryFigure('idle memory of the services, RSS', sum(ofServices, 'rss'), sum(bare, 'rss')),
      ],
      besides: {
        'seconds for Postgres and NATS': rounded(median(started.map(({ servers }) => servers))),
        'seconds for schemas': rounded(median(started.map(({ schemas }) => schemas))),
        'MB of each process, PSS / RSS': Object.fromEntries(
          Object.entries(held).map(([name, { pss, rss }]) => [name, `${Math.round(pss)} / ${Math.round(rss)}`]),
        ),
        'MB of the whole, PSS / RSS': `${Math.round(sum(held, 'pss'))} / ${Math.round(sum(held, 'rss'))}`,
      },
      wrong: [],
    };
  } finally {
    await system.stop();
  }
}

/** Five of them, side by side, on the same Postgres. */
async function fiveBareServices(system: System, idleFor: number): Promise<{ seconds: number; memory: Memory }> {
  const logs = mkdtempSync(join(tmpdir(), 'todoke-bench-'));
  const children = new Children({ logs });
  const began = performance.now();
  try {
    await Promise.all(
      services.map(async (service) => {
        const port = await freePort();
        const { NODE_COMPILE_CACHE } = system.programs.environmentOf(service);
        const env = { ...process.env, NODE_COMPILE_CACHE, PORT: String(port), DATABASE_URL: system.adminUrl };
        const child = children.start({
          name: service,
          command: process.execPath,
          args: ['--enable-source-maps', bareService],
          env,
        });
        await child.ready(`http://localhost:${port}/health/ready`);
      }),
    );
    const seconds = (performance.now() - began) / 1_000;
    await pause(idleFor * 1_000);
    return { seconds, memory: memoryOf(Object.fromEntries(children.all.map(({ name, pid }) => [name, pid ?? 0]))) };
  } finally {
    await children.stop();
    rmSync(logs, { recursive: true, force: true });
  }
}

const memoryOf = (pids: Readonly<Record<string, number>>): Memory =>
  Object.fromEntries(
    Object.entries(pids).map(([name, pid]) => {
      const { pss, rss } = usageOf(pid);
      return [name, { pss, rss }];
    }),
  );

const sum = (memory: Memory, what: 'pss' | 'rss'): number =>
  Object.values(memory).reduce((all, one) => all + one[what], 0);

const timeFigure = (figure: string, values: readonly number[], limits: readonly number[]): Figure => ({
  figure,
  unit: 's',
  value: median(values),
  limit: median(limits),
  limitedBy: 'five bare Nest apps with a pool, started the same way',
});

const memoryFigure = (figure: string, value: number, limit: number): Figure => ({
  figure,
  unit: 'MB',
  value,
  limit,
  limitedBy: 'five bare Nest apps with a pool, idle as long',
});
