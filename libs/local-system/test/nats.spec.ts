import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { findNatsServer, startNats, type NatsServer } from '../src/index.js';
import { debianMirror } from '../src/nats/debian-package.js';
import { atLeast } from '../src/nats/find-nats-server.js';
import { ask } from './nats-connection.js';
import { scratchFolder } from './scratch.js';

const folder = scratchFolder();
/** Found or downloaded once for this suite. */
const stateDir = join(folder, 'state');
const said: string[] = [];
let server: NatsServer;

beforeAll(async () => {
  server = await findNatsServer({ stateDir, say: (line) => said.push(line) });
});

describe('Finding a NATS server', () => {
  it('brings one that can flush what it acknowledges, and says where from', () => {
    expect(atLeast(server.version, [2, 9])).toBe(true);
    expect(said.at(-1)).toBe(`NATS ${server.version} ${server.from}`);
  });

  it('fetches nothing a second time', async () => {
    const path = pathOf(server);
    const kept = join(stateDir, 'nats-server/usr/sbin/nats-server');
    if (!existsSync(kept)) writeProgram(kept, readFileSync(path));
    const again = await findNatsServer({ stateDir, ways: ['kept', 'debian'] });
    expect(again).toEqual({
      kind: 'program',
      path: kept,
      version: server.version,
      from: 'kept from an earlier start',
    });
  });

  it('passes over one that is too old or does not run', async () => {
    const old = join(folder, 'old');
    writeProgram(join(old, 'nats-server/usr/sbin/nats-server'), '#!/bin/sh\necho nats-server: v2.8.4\n');
    await expect(findNatsServer({ stateDir: old, ways: ['kept'] })).rejects.toMatchObject({
      why: expect.stringContaining('is 2.8.4, and 2.9 is needed') as string,
    });
  });

  it('names each way it tried and what to do when none leads anywhere', async () => {
    await expect(findNatsServer({ stateDir: join(folder, 'empty'), ways: ['kept', 'archive'] })).rejects.toMatchObject({
      what: 'There is no NATS server and none could be fetched',
      why: [
        'tried',
        '  kept from an earlier start: none yet',
        '  a release archive: NATS_ARCHIVE_URL and NATS_ARCHIVE_SHA256 are not set',
      ].join('\n'),
      todo: expect.stringContaining('on the PATH') as string,
    });
  });

  describe('in a release archive', () => {
    let host: Server;
    let url: string;
    let sha256: string;

    beforeAll(async () => {
      const work = join(folder, 'archive');
      writeProgram(join(work, 'nats-server-v2/nats-server'), readFileSync(pathOf(server)));
      execFileSync('tar', ['-czf', join(work, 'nats.tar.gz'), '-C', work, 'nats-server-v2']);
      const bytes = readFileSync(join(work, 'nats.tar.gz'));
      sha256 = createHash('sha256').update(bytes).digest('hex');
      host = createServer((_, answer) => answer.end(bytes)).listen(0, '127.0.0.1');
      await new Promise((listening) => host.once('listening', listening));
      url = `http://127.0.0.1:${(host.address() as AddressInfo).port}/nats.tar.gz`;
    });

    afterAll(() => host.close());

    it('takes one that has the checksum', async () => {
      const found = await findNatsServer({
        stateDir: join(folder, 'from-archive'),
        ways: ['archive'],
        archive: { url, sha256 },
      });
      expect(found).toMatchObject({
        kind: 'program',
        version: server.version,
        from: 'from a release archive',
      });
    });

    it('refuses one that has not', async () => {
      const where = join(folder, 'forged');
      const archive = { url, sha256: '0'.repeat(64) };
      await expect(findNatsServer({ stateDir: where, ways: ['archive'], archive })).rejects.toMatchObject({
        why: expect.stringContaining(`the archive's SHA-256 is ${sha256}, not NATS_ARCHIVE_SHA256`) as string,
      });
      expect(existsSync(join(where, 'nats-server'))).toBe(false);
    });
  });
});

describe("The Debian mirror of this machine's apt", () => {
  const etc = (name: string, files: Record<string, string>): string => {
    for (const [file, text] of Object.entries(files)) writeProgram(join(folder, name, file), text);
    return join(folder, name);
  };

  it('is read from sources in the newer format, passing over other archives', () => {
    const text =
      'Types: deb\n# URIs: http://old/debian\nURIs: http://security/debian-security http://mirror/debian\nSuites: x\n';
    expect(debianMirror(etc('deb822', { 'sources.list.d/debian.sources': text }))).toBe('http://mirror/debian');
  });

  it('is read from sources in the older format, with options', () => {
    const text = 'deb https://cloud/apt x main\ndeb [arch=amd64 signed-by=/k] http://mirror/debian/ bookworm main\n';
    expect(debianMirror(etc('one-line', { 'sources.list': text }))).toBe('http://mirror/debian/');
  });

  it('is none on another system', () => {
    expect(debianMirror(etc('other', { 'sources.list': 'deb http://mirror/ubuntu noble main\n' }))).toBeUndefined();
    expect(debianMirror(join(folder, 'no-apt-at-all'))).toBeUndefined();
  });
});

describe('A started NATS server', () => {
  it('keeps what JetStream acknowledged over a restart', async () => {
    const storeDir = join(folder, 'store');
    const first = await startNats({ server, storeDir });
    const created = await ask(first.url, '$JS.API.STREAM.CREATE.TRIAL', {
      name: 'TRIAL',
      subjects: ['trial.>'],
      storage: 'file',
    });
    expect(created).toMatchObject({
      type: 'io.nats.jetstream.api.v1.stream_create_response',
      did_create: true,
    });
    expect(await ask(first.url, 'trial.published.v1', { number: 1 })).toEqual({ stream: 'TRIAL', seq: 1 });
    await first.stop();
    const second = await startNats({ server, storeDir });
    expect(await ask(second.url, '$JS.API.STREAM.INFO.TRIAL', undefined)).toMatchObject({
      state: { messages: 1 },
    });
    await second.stop();
  });

  it('writes through before it acknowledges, where it can, and listens on the loopback address alone', async () => {
    const { monitorUrl, stop } = await startNats({ server });
    const told = (await (await fetch(`${monitorUrl}/varz`)).json()) as {
      host: string;
      jetstream: { config: { sync_always?: boolean } };
    };
    expect(told.host).toBe('127.0.0.1');
    expect(told.jetstream.config.sync_always ?? false).toBe(atLeast(server.version, [2, 10]));
    await stop();
  });

  it('says so when it cannot start', async () => {
    const storeDir = join(folder, 'no-folder');
    mkdirSync(storeDir);
    writeFileSync(join(storeDir, 'jetstream'), 'a file where its folder should be');
    await expect(startNats({ server, storeDir })).rejects.toMatchObject({ what: 'nats stopped' });
  });
});

const pathOf = (found: NatsServer): string => {
  if (found.kind === 'image') throw new Error('these tests need a NATS server as a program');
  return found.path;
};

function writeProgram(path: string, content: string | Buffer): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content, { mode: 0o755 });
}
