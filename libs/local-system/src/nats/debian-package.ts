import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runQuietly } from './run-quietly.js';

/** The Debian release whose nats-server is new enough to write through (`sync_interval: always`, 2.10). */
const SUITE = 'trixie';
const KEYRINGS = ['/usr/share/keyrings/debian-archive-keyring.gpg', '/usr/share/keyrings/debian-archive-keyring.pgp'];

/**
 * Fetches one package of Debian's `trixie` from the mirror that this machine's apt uses, with a sources list
 * and a state folder of its own: neither root nor a change to the machine is needed. Apt checks the
 * signature.
 * @throws Error with the reason where that fails
 */
export async function unpackFromDebian(name: string, work: string, into: string): Promise<void> {
  const mirror = debianMirror();
  if (mirror === undefined) throw new Error("this machine's apt has no Debian mirror in its sources");
  const keyring = KEYRINGS.find((path) => existsSync(path));
  const options = keyring === undefined ? '' : `[signed-by=${keyring}] `;
  mkdirSync(work, { recursive: true });
  const list = join(work, 'sources.list');
  writeFileSync(list, `deb ${options}${mirror} ${SUITE} main\n`);
  const only = ['-o', `Dir::Etc::sourcelist=${list}`, '-o', 'Dir::Etc::sourceparts=-'];
  await unpack(name, work, into, only);
}

/**
 * The same from this machine's own release and sources. @throws Error with the reason where that
 * fails
 */
export const unpackFromThisRelease = (name: string, work: string, into: string): Promise<void> =>
  unpack(name, work, into, []);

async function unpack(name: string, work: string, into: string, sources: string[]): Promise<void> {
  const [lists, cache] = [join(work, 'lists'), join(work, 'cache')];
  for (const folder of [join(lists, 'partial'), join(cache, 'archives', 'partial'), into])
    mkdirSync(folder, { recursive: true });
  const apt = [
    '-qq',
    ...sources,
    '-o',
    `Dir::State::lists=${lists}`,
    '-o',
    `Dir::Cache=${cache}`,
    '-o',
    'APT::Sandbox::User=root',
    '-o',
    'Acquire::Languages=none',
    '-o',
    'Acquire::Retries=2',
  ];
  try {
    await runQuietly('apt-get', [...apt, 'update'], { cwd: work, within: 180_000 });
    await runQuietly('apt-get', [...apt, 'download', name], { cwd: work, within: 180_000 });
    const file = readdirSync(work).find((entry) => entry.startsWith(`${name}_`) && entry.endsWith('.deb'));
    if (file === undefined) throw new Error(`apt-get brought no ${name}`);
    await runQuietly('dpkg', ['-x', join(work, file), into], { cwd: work, within: 60_000 });
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** The Debian mirror in this machine's sources, in either of their two formats (sources.list(5)). */
export function debianMirror(etc = '/etc/apt'): string | undefined {
  const parts = join(etc, 'sources.list.d');
  const files = existsSync(parts) ? readdirSync(parts).map((file) => join(parts, file)) : [];
  const uris = [...files, join(etc, 'sources.list')]
    .filter((file) => existsSync(file))
    .flatMap((file) => {
      const text = readFileSync(file, 'utf8');
      if (file.endsWith('.sources'))
        return [...text.matchAll(/^URIs:\s*(.+)$/gm)].flatMap((match) => (match[1] ?? '').trim().split(/\s+/));
      return [...text.matchAll(/^deb\s+(?:\[[^\]]*\]\s+)?(\S+)/gm)].map((match) => match[1] ?? '');
    });
  return uris.find((uri) => /\/debian\/?$/.test(uri));
}
