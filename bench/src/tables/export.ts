import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { request } from 'undici';

export interface Exported {
  readonly status: number;
  readonly seconds: number;
  /** Milliseconds until the first byte of the body. */
  readonly firstByte: number;
  readonly bytes: number;
  readonly lines: number;
}

/** Who asks, and with which token. */
export interface Asker {
  readonly url: string;
  readonly cookie: string;
  readonly csrf: string;
}

/** エクスポート of a table as CP932, with the choices that the page has when it is opened. */
export async function exportTable({ url, cookie, csrf }: Asker, key: string): Promise<Exported> {
  const fields = { view: 'details', format: 'csv', encoding: 'cp932', _csrf: csrf };
  const started = performance.now();
  const { statusCode, body } = await request(`${url}/tables/${key}/export`, {
    method: 'POST',
    headers: { cookie, accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
    headersTimeout: 600_000,
    bodyTimeout: 600_000,
  });
  let firstByte = 0;
  let bytes = 0;
  let lines = 0;
  for await (const chunk of body) {
    firstByte ||= performance.now() - started;
    const part = chunk as Buffer;
    bytes += part.length;
    for (let at = part.indexOf(10); at !== -1; at = part.indexOf(10, at + 1)) lines += 1;
  }
  return { status: statusCode, seconds: (performance.now() - started) / 1_000, firstByte, bytes, lines };
}

/** Megabytes of memory that a process has (RSS). */
export const memoryOf = (pid: number): number =>
  Number(/VmRSS:\s*(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1_024;

/** What a process used at most while `work` lasted, in megabytes. */
export async function mostMemory<Result>(
  pid: number,
  work: Promise<Result>,
): Promise<{ readonly result: Result; readonly most: number }> {
  let most = memoryOf(pid);
  let over = false;
  const watching = (async () => {
    while (!over) {
      most = Math.max(most, memoryOf(pid));
      await pause(50);
    }
  })();
  try {
    return { result: await work, most };
  } finally {
    over = true;
    await watching;
  }
}
