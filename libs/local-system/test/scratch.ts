import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for one suite, removed when it is over. Anybody may pass through it, as through a checkout's. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'local-system-'));
  chmodSync(folder, 0o711);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
