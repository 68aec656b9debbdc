import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { freePort } from '../free-ports.js';
import type { ChildOptions } from '../processes/child.js';
import { Children } from '../processes/children.js';
import { atLeast, type NatsServer } from './find-nats-server.js';
import { runQuietly } from './run-quietly.js';

export type NatsOptions = {
  server: NatsServer;
  /** Folder of the streams; without it, a temporary folder that `stop` deletes. */
  storeDir?: string;
  /** 0 or absent: a free one. */
  port?: number;
  monitorPort?: number;
  /** False lets JetStream acknowledge before it flushes, for the speed of tests. */
  durable?: boolean;
  /** Its users and their rights, as `usersConfiguration` has them. Left out: everybody may do everything. */
  users?: string;
  /** The supervisor; without it, it has one of its own, whose logs are deleted when it stops. */
  children?: Children;
  log?: (line: string) => void;
};

export type RunningNats = {
  url: string;
  port: number;
  monitorUrl: string;
  storeDir: string;
  stop: () => Promise<void>;
};

/** Starts a NATS server with JetStream on the loopback address. @throws StartFailure */
export async function startNats(options: NatsOptions): Promise<RunningNats> {
  const { server } = options;
  // Nothing outside its folder when it has one: a killed process cleans nothing up.
  const own = options.storeDir && options.children ? undefined : mkdtempSync(join(tmpdir(), 'todoke-nats-'));
  const storeDir = options.storeDir ?? join(own ?? '', 'store');
  mkdirSync(storeDir, { recursive: true, mode: 0o700 });
  const children = options.children ?? new Children({ logs: join(own ?? storeDir, 'logs') });
  const port = options.port || (await freePort());
  const monitorPort = options.monitorPort || (await freePort());
  const configuration = join(storeDir, 'nats.conf');
  const place = server.kind === 'program' ? { host: '127.0.0.1', port, monitorPort, storeDir } : INSIDE;
  // Without JetStream's own sync, a power cut loses what was acknowledged in the two minutes before.
  const sync = (options.durable ?? true) && atLeast(server.version, [2, 10]);
  const text = [configurationFor(place, sync), options.users].join('\n');
  // It may have passwords in it.
  rmSync(configuration, { force: true });
  writeFileSync(configuration, text, { mode: 0o600 });
  const child = children.start({
    name: 'nats',
    ...(await command(server, { port, monitorPort, storeDir, configuration })),
    stage: 1,
  });
  const stop = async () => {
    await child.stop();
    if (options.children === undefined) await children.stop();
    if (own !== undefined) rmSync(own, { recursive: true, force: true });
  };
  const monitorUrl = `http://127.0.0.1:${monitorPort}`;
  try {
    await child.ready(`${monitorUrl}/healthz?js-enabled-only=true`, { within: 60_000 });
  } catch (error) {
    await child.stop();
    throw error;
  }
  options.log?.(`NATS ${server.version} with JetStream listens on 127.0.0.1:${port}, streams in ${storeDir}`);
  return { url: `nats://127.0.0.1:${port}`, port, monitorUrl, storeDir, stop };
}

type Place = { host: string; port: number; monitorPort: number; storeDir: string };

/** The path inside a container. */
const INSIDE: Place = { host: '0.0.0.0', port: 4222, monitorPort: 8222, storeDir: '/data' };

const configurationFor = ({ host, port, monitorPort, storeDir }: Place, sync: boolean): string => `server_name: todoke
listen: "${host}:${port}"
http: "${host}:${monitorPort}"
jetstream {
  store_dir: ${JSON.stringify(storeDir)}
${sync ? '  sync_interval: always\n' : ''}}
`;

async function command(
  server: NatsServer,
  {
    port,
    monitorPort,
    storeDir,
    configuration,
  }: { port: number; monitorPort: number; storeDir: string; configuration: string },
): Promise<Pick<ChildOptions, 'command' | 'args'>> {
  if (server.kind === 'program') return { command: server.path, args: ['-c', configuration] };
  const name = `todoke-${basename(storeDir)}-${port}`;
  // A container left by a killed start would hold the port.
  await runQuietly('docker', ['rm', '-f', name], { within: 30_000 }).catch(() => undefined);
  const user = `${process.getuid?.() ?? 0}:${process.getgid?.() ?? 0}`;
  return {
    command: 'docker',
    args: [
      'run',
      '--rm',
      '--name',
      name,
      '--user',
      user,
      '-p',
      `127.0.0.1:${port}:${INSIDE.port}`,
      '-p',
      `127.0.0.1:${monitorPort}:${INSIDE.monitorPort}`,
      '-v',
      `${storeDir}:${INSIDE.storeDir}`,
      '-v',
      `${configuration}:/etc/nats/todoke.conf:ro`,
      '--entrypoint',
      'nats-server',
      server.image,
      '-c',
      '/etc/nats/todoke.conf',
    ],
  };
}
