import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { nastyTexts } from '../visitor/soundness.js';
import type { ServiceProcess } from './service-process.js';

/** A request as it stands on the wire, in Latin-1, and the status of the answer. */
interface Thrown {
  readonly request: string;
  /** 0 where the connection was closed without an answer, as Node does with what is no HTTP. */
  readonly status: number;
}

const encoded = nastyTexts.map((text) => encodeURIComponent(text.toWellFormed()));

const parameters = [
  ...encoded,
  '%ff',
  '%',
  '%zz',
  '%c0%af',
  '%2e%2e%2f',
  '%F0%9F',
  '0',
  '99999999999999999999',
  ' ',
  '',
];

/** Besides the paths of the service itself. */
const targets = [
  '*',
  '//',
  '//elsewhere.example/',
  '/\\elsewhere.example',
  '/%',
  '/%zz',
  '/%c0%af',
  '/\u0080\u00ff',
  '/nowhere',
  '/..%2f..%2fetc%2fpasswd',
  '/?a[b][c]=d&a=%zz&a=%00&__proto__[x]=1',
  '/#',
  `/${'a/'.repeat(3_000)}`,
  `/?${'a=1&'.repeat(3_000)}`,
  'http://elsewhere.example/',
  'http://elsewhere.example',
  'https://elsewhere.example:99999/nowhere?a',
  'elsewhere.example:80',
  'mailto:a@example.jp',
];

const form = 'application/x-www-form-urlencoded';

/** Headers and a body; `Content-Length` is added. */
const attachments: readonly { readonly headers: readonly string[]; readonly body?: string }[] = [
  { headers: [] },
  { headers: ['Accept: application/json'] },
  { headers: ['Accept: \u00ff;q=x, */*;q=-1', 'Accept-Language: *', 'If-None-Match: "', 'Range: bytes=9-1'] },
  { headers: ['Authorization: Bearer x', 'Authorization: Basic \u00ff', 'Upgrade: websocket', 'Connection: upgrade'] },
  { headers: ['Cookie: =; ;; %=%; a=\u00ff; __proto__=1; todoke_text_size=%zz', 'X-Forwarded-For: x, \u00ff'] },
  { headers: [`Cookie: ${'a=b; '.repeat(2_000)}`] },
  { headers: [`Cookie: a=${'b'.repeat(20_000)}`] },
  { headers: ['X-Correlation-Id: x', 'Traceparent: 00-x', 'X-Forwarded-Proto: gopher', 'X-Forwarded-Host: \u00ff'] },
  { headers: ['Content-Type: application/json'], body: '{"a":' },
  { headers: ['Content-Type: application/json'], body: '{"__proto__":{"a":1},"constructor":{}}' },
  { headers: ['Content-Type: application/json; charset=\u00ff'], body: 'null' },
  { headers: [`Content-Type: ${form}`], body: '%=%&a[]=1&a[b]=2&a=%zz&_csrf=%00&_csrf=x&__proto__=1' },
  { headers: [`Content-Type: ${form}`], body: `_csrf=${'x'.repeat(300_000)}` },
  { headers: [`Content-Type: ${form}`, 'Content-Encoding: gzip'], body: '\u001f\u008b' },
  { headers: ['Content-Type: multipart/form-data; boundary='], body: '--\r\n' },
  { headers: ['Content-Type: \u00ff'], body: '\u0000' },
];

/** Connections at once. */
const atOnce = 8;

/**
 * Sends what no browser would to every route of a service, as somebody who is not signed in.
 * @param routes `routes.md` of the service
 */
async function throwJunk(url: string, routes: URL): Promise<Thrown[]> {
  const rows = readFileSync(routes, 'utf8').matchAll(/^\| ([A-Z, ]+) \| (\/\S*) \|/gm);
  const own = [...rows].flatMap(([, methods = '', path = '']) =>
    methods.split(', ').flatMap((method) => targetsOf(path).map((target) => `${method} ${target}`)),
  );
  const anywhere = ['GET', 'HEAD', 'POST', 'OPTIONS', 'PURGE'].flatMap((method) =>
    targets.map((target) => `${method} ${target}`),
  );
  // Each line with some of the attachments, each attachment with many lines.
  const requests = [...own, ...anywhere].flatMap((line, at) =>
    [0, 1, 2].map((turn) => wire(line, attachments[(at * 3 + turn) % attachments.length] ?? { headers: [] })),
  );
  const found: Thrown[] = [];
  const one = async (): Promise<void> => {
    for (let request = requests.pop(); request !== undefined; request = requests.pop()) {
      found.push({ request: request.slice(0, 300), status: await sent(new URL(url), request) });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, one));
  return found;
}

function targetsOf(path: string): string[] {
  const hole = /:\w+|\*/;
  const filled = hole.test(path) ? parameters.map((value) => path.replace(hole, value)) : [path];
  return filled.flatMap((target) => [target, `${target}?to=%zz&from=0000-01-01&code=%00&state=x&q=%F0%9F`]);
}

const wire = (line: string, { headers, body = '' }: (typeof attachments)[number]): string =>
  `${line} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: ${body.length}\r\n` +
  `${headers.map((header) => `${header}\r\n`).join('')}\r\n${body}`;

function sent({ port }: URL, request: string): Promise<number> {
  return new Promise((resolve) => {
    const socket = connect(Number(port), 'localhost');
    let begun = '';
    const end = (): void => resolve(Number(/^HTTP\/1\.1 (\d{3})/.exec(begun)?.[1] ?? 0));
    socket.on('data', (part: Buffer) => {
      if (begun.length < 20) begun += part.toString('latin1');
    });
    socket.on('error', () => undefined);
    socket.on('close', end);
    socket.write(request, 'latin1');
  });
}

/** Closes connections in the middle of requests and of answers, as browsers do when people leave a page. */
async function leaveHalfway(url: string, paths: readonly string[]): Promise<void> {
  const { port } = new URL(url);
  const beginnings = paths.flatMap((path) => [
    `GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`,
    `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: ${form}\r\nContent-Length: 900\r\n\r\na=`,
    `POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz`,
    `GET ${path} HTT`,
  ]);
  for (const beginning of beginnings) {
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), 'localhost', () => {
        socket.write(beginning, 'latin1', () => socket.resetAndDestroy());
      });
      socket.on('error', () => undefined);
      socket.on('close', () => resolve());
    });
  }
}

/**
 * The lines that a service wrote.
 * @throws Error that shows one which is no JSON of ours
 */
function linesIn(output: string): { level: string; msg: string }[] {
  return output
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      try {
        return JSON.parse(line) as { level: string; msg: string };
      } catch {
        throw new Error(`a line that is none of ours: ${line.slice(0, 300)}`);
      }
    });
}

/** What junk did to a service. All are empty where it did nothing. */
export interface Shaken {
  /** Requests that were answered as an error of the service. */
  readonly broken: readonly Thrown[];
  /** Lines of its log that call for an operator. */
  readonly errors: readonly object[];
  /** Whether it then ended as it was told to. */
  readonly ended: number | NodeJS.Signals;
}

/** Their 503 says that another part is unavailable: no issuer runs beside it, and a database may be slow to answer. */
const tellsOfOthers = /^\S+ \/(?:sign-in|health\/ready)/;

/**
 * Throws junk at a service that runs as a process, leaves it in the middle of requests, and ends it.
 * @param routes `routes.md` of the service
 * @throws Error where it wrote a line that is no JSON of ours
 */
export async function shaken(service: ServiceProcess, routes: URL): Promise<Shaken> {
  await service.ready();
  const thrown = await throwJunk(service.url, routes);
  await leaveHalfway(service.url, ['/', '/sign-in', '/nowhere', '/oidc/auth', '/backchannel-logout', '/docs']);
  const ended = await service.end('SIGTERM');
  return {
    broken: thrown.filter(({ request, status }) => status >= 500 && !(status === 503 && tellsOfOthers.test(request))),
    errors: linesIn(service.output()).filter(({ level }) => level === 'error' || level === 'fatal'),
    ended,
  };
}
