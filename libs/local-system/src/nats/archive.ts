import { createHash } from 'node:crypto';
import { chmodSync, copyFileSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runQuietly } from './run-quietly.js';

/** A release archive (.tar.gz or .zip) and the SHA-256 that it must have. */
export type Archive = { url: string; sha256: string };

/**
 * Downloads a release archive, verifies it, and writes its nats-server to `binary`. @throws Error with the
 * reason where that fails
 */
export async function unpackArchive({ url, sha256 }: Archive, work: string, binary: string): Promise<void> {
  mkdirSync(work, { recursive: true });
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(180_000) });
    if (!answer.ok) throw new Error(`the archive's address answered ${answer.status}`);
    const bytes = Buffer.from(await answer.arrayBuffer());
    const found = createHash('sha256').update(bytes).digest('hex');
    if (found !== sha256.toLowerCase()) throw new Error(`the archive's SHA-256 is ${found}, not NATS_ARCHIVE_SHA256`);
    const file = join(work, 'archive');
    writeFileSync(file, bytes);
    const zip = bytes.subarray(0, 2).toString('latin1') === 'PK';
    if (zip) await runQuietly('unzip', ['-q', file, '-d', work], { within: 60_000 });
    else await runQuietly('tar', ['-xzf', file, '-C', work], { within: 60_000 });
    const inside = readdirSync(work, { recursive: true, encoding: 'utf8' }).find(
      (path) => /(^|\/)nats-server$/.test(path) && statSync(join(work, path)).isFile(),
    );
    if (inside === undefined) throw new Error('the archive holds no nats-server');
    copyFileSync(join(work, inside), binary);
    chmodSync(binary, 0o755);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
