import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { reasonOf, StartFailure } from '../start-failure.js';
import { unpackArchive, type Archive } from './archive.js';
import { unpackFromDebian, unpackFromThisRelease } from './debian-package.js';
import { runQuietly } from './run-quietly.js';

/** A NATS server that can be started: a program, or an image for Docker. */
export type NatsServer =
  | { kind: 'program'; path: string; version: string; from: string }
  | { kind: 'image'; image: string; version: string; from: string };

export type FindNatsOptions = {
  /** Keeps the program that was fetched, in `nats-server/`, for the next time. */
  stateDir: string;
  /** Called with one line for each step. */
  say?: (line: string) => void;
  archive?: Archive;
  /** For tests: only these ways, by name. */
  ways?: readonly WayName[];
};

type WayName = 'path' | 'kept' | 'debian' | 'release' | 'archive' | 'docker';
type Way = {
  name: WayName;
  what: string;
  find: (options: Required<Pick<FindNatsOptions, 'stateDir' | 'say'>> & FindNatsOptions) => Promise<NatsServer>;
};

/** JetStream as it is used here needs 2.9; from 2.10 on it can flush every message before it acknowledges. */
const OLDEST = [2, 9] as const;
const IMAGE = 'nats:2.10';

/**
 * Finds a NATS server or downloads one: on the PATH, kept from an earlier start, Debian's package, a
 * release archive (NATS_ARCHIVE_URL with NATS_ARCHIVE_SHA256), Docker.
 * @throws StartFailure that names each way and why it failed
 */
export async function findNatsServer(options: FindNatsOptions): Promise<NatsServer> {
  const { stateDir, say = () => undefined, ways } = options;
  const tried: string[] = [];
  for (const way of WAYS.filter(({ name }) => ways === undefined || ways.includes(name))) {
    try {
      const server = await way.find({ ...options, stateDir, say });
      say(`NATS ${server.version} ${server.from}`);
      return server;
    } catch (error) {
      tried.push(`${way.what}: ${reasonOf(error)}`);
    }
  }
  throw new StartFailure('There is no NATS server and none could be fetched', {
    why: `tried\n  ${tried.join('\n  ')}`,
    todo:
      'Install nats-server 2.10 or later so that it is on the PATH, or set NATS_ARCHIVE_URL and ' +
      'NATS_ARCHIVE_SHA256 to a release archive for this machine and its checksum, or start Docker.',
  });
}

const WAYS: readonly Way[] = [
  {
    name: 'path',
    what: 'on the PATH',
    find: async () => {
      const path = (await runQuietly('/bin/sh', ['-c', 'command -v nats-server || echo'], { within: 5_000 })).trim();
      if (path === '') throw new Error('no nats-server there');
      return await program(path, `found on the PATH (${path})`);
    },
  },
  {
    name: 'kept',
    what: 'kept from an earlier start',
    find: async ({ stateDir }) => {
      const path = binaryIn(stateDir);
      if (!existsSync(path)) throw new Error('none yet');
      return await program(path, 'kept from an earlier start');
    },
  },
  {
    name: 'debian',
    what: "the package of Debian trixie, from this machine's mirror",
    find: ({ stateDir, say }) =>
      fetched(stateDir, 'as a Debian package, unpacked beside the state', async (work, into) => {
        say('fetching nats-server as a Debian package of trixie; nothing is installed on the machine');
        await unpackFromDebian('nats-server', work, into);
      }),
  },
  {
    name: 'release',
    what: "the package of this machine's own release",
    find: ({ stateDir, say }) =>
      fetched(stateDir, "as this release's own package, unpacked beside the state", async (work, into) => {
        say("fetching nats-server as a package of this machine's release; nothing is installed on the machine");
        await unpackFromThisRelease('nats-server', work, into);
      }),
  },
  {
    name: 'archive',
    what: 'a release archive',
    find: ({ stateDir, say, archive }) => {
      if (archive === undefined) throw new Error('NATS_ARCHIVE_URL and NATS_ARCHIVE_SHA256 are not set');
      return fetched(stateDir, 'from a release archive', async (work, into) => {
        say('fetching the NATS release archive that NATS_ARCHIVE_URL names');
        const binary = join(into, 'usr/sbin/nats-server');
        mkdirSync(dirname(binary), { recursive: true });
        await unpackArchive(archive, work, binary);
      });
    },
  },
  {
    name: 'docker',
    what: 'Docker',
    find: async ({ say }) => {
      await runQuietly('docker', ['version', '--format', '{{.Server.Version}}'], { within: 15_000 });
      say(`making sure of the image ${IMAGE}`);
      const known = await runQuietly('docker', ['image', 'inspect', IMAGE], { within: 15_000 }).then(
        () => true,
        () => false,
      );
      if (!known) await runQuietly('docker', ['pull', '-q', IMAGE], { within: 300_000 });
      return { kind: 'image', image: IMAGE, version: '2.10', from: `from Docker (${IMAGE})` };
    },
  },
];

/** Debian's place for it, inside the folder a package is unpacked into. */
const binaryIn = (stateDir: string): string => join(stateDir, 'nats-server', 'usr', 'sbin', 'nats-server');

/**
 * Lets `fetch` fill a folder, checks that the program in it runs, and then moves it to its place.
 */
async function fetched(
  stateDir: string,
  from: string,
  fetch: (work: string, into: string) => Promise<void>,
): Promise<NatsServer> {
  mkdirSync(stateDir, { recursive: true });
  const half = join(stateDir, `nats-server.${process.pid}`);
  try {
    await fetch(`${half}.work`, half);
    await program(join(half, 'usr/sbin/nats-server'), from);
    rmSync(join(stateDir, 'nats-server'), { recursive: true, force: true });
    renameSync(half, join(stateDir, 'nats-server'));
  } finally {
    rmSync(half, { recursive: true, force: true });
  }
  return await program(binaryIn(stateDir), from);
}

/** @throws Error if it does not run or is too old */
async function program(path: string, from: string): Promise<NatsServer> {
  const said = await runQuietly(path, ['--version'], { within: 10_000 });
  const version = /v?(\d+\.\d+\.\d+\S*)/.exec(said)?.[1];
  if (version === undefined) throw new Error(`${path} does not tell its version`);
  if (!atLeast(version, OLDEST)) throw new Error(`${path} is ${version}, and 2.9 is needed`);
  return { kind: 'program', path, version, from };
}

/** Whether a version such as `2.10.27` is that one or later. */
export function atLeast(version: string, [major, minor]: readonly [number, number]): boolean {
  const [first = 0, second = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  return first > major || (first === major && second >= minor);
}
