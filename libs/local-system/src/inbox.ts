import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from './free-ports.js';
import type { Child } from './processes/child.js';
import { Children } from './processes/children.js';

export type InboxOptions = {
  /** 0 or absent: a free one. */
  smtpPort?: number;
  webPort?: number;
  /** Folder that keeps the mails for the next start; without it they are deleted by `stop`. */
  mailDir?: string;
  /** The supervisor; without it, it has one of its own, whose logs are deleted when it stops. */
  children?: Children;
  log?: (line: string) => void;
};

/** `webUrl` is its page; `webUrl/email` lists the mails as JSON. */
export type RunningInbox = {
  smtpUrl: string;
  smtpPort: number;
  webUrl: string;
  webPort: number;
  stop: () => Promise<void>;
};

const program = fileURLToPath(new URL('./inbox/command.js', import.meta.url));

/**
 * Starts a mail server that accepts every mail and relays none, with a page that shows them. It listens on the
 * loopback address only, and the page answers no other origin and no other name of this machine, since mails hold codes
 * and links.
 * @throws StartFailure
 */
export async function startInbox(options: InboxOptions = {}): Promise<RunningInbox> {
  const own = options.mailDir && options.children ? undefined : mkdtempSync(join(tmpdir(), 'todoke-inbox-'));
  const mailDir = options.mailDir ?? join(own ?? '', 'mails');
  mkdirSync(mailDir, { recursive: true, mode: 0o700 });
  const smtpPort = options.smtpPort || (await freePort());
  const webPort = options.webPort || (await freePort());
  const children = options.children ?? new Children({ logs: join(own ?? mailDir, 'logs') });
  const child = children.start({
    name: 'inbox',
    command: process.execPath,
    // The loopback address always, whatever SERVICES_HOST says of the services.
    args: [program, '127.0.0.1', String(smtpPort), String(webPort), mailDir],
    // An empty environment: a MAILDEV_OUTGOING_HOST in it would relay the trial mails to real people.
    env: { NODE_ENV: 'production' },
    stage: 1,
    stopWithin: 3_000,
  });
  const stop = async () => {
    await child.stop();
    if (options.children === undefined) await children.stop();
    if (own !== undefined) rmSync(own, { recursive: true, force: true });
  };
  const webUrl = `http://localhost:${webPort}`;
  try {
    await child.ready(`http://127.0.0.1:${webPort}/email`);
    await untilItListens(child, smtpPort);
  } catch (error) {
    await child.stop();
    throw error;
  }
  options.log?.(`The inbox takes mails on 127.0.0.1:${smtpPort} and shows them on ${webUrl}`);
  return { smtpUrl: `smtp://127.0.0.1:${smtpPort}`, smtpPort, webUrl, webPort, stop };
}

async function untilItListens(child: Child, port: number): Promise<void> {
  while (child.exit === undefined) {
    const answers = await new Promise<boolean>((resolve) => {
      const socket = connect({ port, host: '127.0.0.1' });
      socket.once('connect', () => resolve(socket.end() !== undefined));
      socket.once('error', () => resolve(false));
    });
    if (answers) return;
    await after(20);
  }
  throw child.failure();
}
