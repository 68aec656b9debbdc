import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request as ask, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { startInbox } from '../src/index.js';
import { comesTrue } from '../src/processes/comes-true.js';
import { patience } from './patience.js';
import { scratchFolder } from './scratch.js';

const folder = scratchFolder();
type Mail = { subject: string; text: string; to: { address: string }[] };

const mails = async (webUrl: string): Promise<Mail[]> => (await (await fetch(`${webUrl}/email`)).json()) as Mail[];

/** Sends one mail, by hand (RFC 5321). @throws with the server's answer when it refuses */
async function send(port: number, to: string, subject: string, text: string): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  const answers = createInterface({ input: socket })[Symbol.asyncIterator]();
  const answered = async (): Promise<void> => {
    for (;;) {
      const { value } = (await answers.next()) as { value: string };
      if (/^[45]/.test(value)) throw new Error(value);
      if (/^\d{3} /.test(value)) return;
    }
  };
  await answered();
  const encoded = `=?UTF-8?B?${Buffer.from(subject).toString('base64')}?=`;
  const headers = [
    'From: a@g-mis.example',
    `To: ${to}`,
    `Subject: ${encoded}`,
    'Content-Type: text/plain; charset=utf-8',
  ];
  const mail = [...headers, '', text, '.'].join('\r\n');
  for (const line of ['EHLO test', 'MAIL FROM:<a@g-mis.example>', `RCPT TO:<${to}>`, 'DATA', mail, 'QUIT']) {
    socket.write(`${line}\r\n`);
    await answered();
  }
  socket.destroy();
}

describe('The mail inbox', () => {
  it('takes a mail for anybody and shows it', async () => {
    const { smtpPort, webUrl, stop } = await startInbox();
    await send(smtpPort, 'anybody@no-such-place.example', '認証コードのお知らせ', '認証コード: 123456');
    expect(await comesTrue(async () => (await mails(webUrl)).length === 1, patience)).toBe(true);
    const [mail] = await mails(webUrl);
    expect(mail).toMatchObject({
      subject: '認証コードのお知らせ',
      to: [{ address: 'anybody@no-such-place.example' }],
    });
    expect(mail?.text).toContain('認証コード: 123456');
    await stop();
  });

  it('keeps its mails for the next start when it has a folder', async () => {
    const mailDir = join(folder, 'mails');
    const first = await startInbox({ mailDir });
    await send(first.smtpPort, 'a@example.jp', 'ご案内', '本文');
    expect(await comesTrue(async () => (await mails(first.webUrl)).length === 1, patience)).toBe(true);
    await first.stop();
    const second = await startInbox({ mailDir });
    expect(await comesTrue(async () => (await mails(second.webUrl)).length === 1, patience)).toBe(true);
    expect((await mails(second.webUrl))[0]?.subject).toBe('ご案内');
    await second.stop();
  });

  it('is out of reach from other machines and asks none for anything', async () => {
    const { smtpPort, webPort, webUrl, stop } = await startInbox();
    const outside = Object.values(networkInterfaces())
      .flat()
      .filter((one) => one?.internal === false && one.family === 'IPv4');
    for (const { address } of outside.flatMap((one) => one ?? [])) {
      for (const port of [smtpPort, webPort]) {
        const socket = connect(port, address);
        const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
        expect(error.code).toBe('ECONNREFUSED');
      }
    }
    const page = await (await fetch(webUrl)).text();
    const addresses = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(addresses.length).toBeGreaterThan(3);
    expect(addresses.filter((address) => /^([a-z]+:)?\/\//.test(address) && !address.includes('github.com'))).toEqual(
      [],
    );
    await stop();
  });

  it('passes nothing on, whatever the environment says', async () => {
    process.env['MAILDEV_OUTGOING_HOST'] = 'mail.example';
    const { webUrl, stop } = await startInbox().finally(() => delete process.env['MAILDEV_OUTGOING_HOST']);
    expect(await (await fetch(`${webUrl}/config`)).json()).toMatchObject({ isOutgoingEnabled: false });
    await stop();
  });
});

describe('The page of the inbox', () => {
  let inbox: Awaited<ReturnType<typeof startInbox>>;
  beforeAll(async () => {
    inbox = await startInbox();
    await send(inbox.smtpPort, 'anybody@example.jp', '認証コードのお知らせ', '認証コード: 123456');
    expect(await comesTrue(async () => (await mails(inbox.webUrl)).length === 1, patience)).toBe(true);
  });
  afterAll(() => inbox.stop());

  const here = () => `localhost:${inbox.webPort}`;

  /** Fetch sets these headers itself, so the request is made below it. */
  async function asked(path: string, headers: Record<string, string>, method = 'GET') {
    const request = ask({ host: '127.0.0.1', port: inbox.webPort, path, method, headers, agent: false });
    request.end();
    const [answer] = (await once(request, 'response')) as [NodeJS.ReadableStream & Answered];
    let body = '';
    for await (const part of answer) body += String(part);
    return { status: answer.statusCode, headers: answer.headers, body };
  }

  const paths = ['/email', '/', '/config', '/healthz', '/socket.io/?EIO=4&transport=polling', '/nowhere'];
  const strangers: [string, (port: string) => Record<string, string>][] = [
    ['a page under another name that leads to this machine', (port) => ({ host: `evil.example:${port}` })],
    ['a name that only begins like this machine', (port) => ({ host: `localhost.evil.example:${port}` })],
    ['a name that only ends like it', (port) => ({ host: `evil.localhost:${port}` })],
    ['a machine of the network', (port) => ({ host: `192.168.1.10:${port}` })],
    ['another origin', (port) => ({ host: `localhost:${port}`, origin: 'https://evil.example' })],
    ['another port of this machine', (port) => ({ host: `localhost:${port}`, origin: 'http://localhost:3001' })],
    ['the same port over https', (port) => ({ host: `localhost:${port}`, origin: `https://localhost:${port}` })],
    ['an origin that is none', (port) => ({ host: `localhost:${port}`, origin: 'null' })],
    [
      'an image on another page',
      (port) => ({ host: `localhost:${port}`, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }),
    ],
    [
      'a frame on a page of a service',
      (port) => ({
        host: `localhost:${port}`,
        'sec-fetch-site': 'same-site',
        'sec-fetch-mode': 'navigate',
        'sec-fetch-dest': 'iframe',
      }),
    ],
  ];

  it.each([
    ['an empty name', 'GET /email HTTP/1.1\r\nHost: \r\nConnection: close\r\n\r\n'],
    ['no name, as HTTP/1.0 allows', 'GET /email HTTP/1.0\r\n\r\n'],
  ])('tells nothing to who gives %s', async (_what, sent) => {
    const socket = connect(Number(inbox.webPort), '127.0.0.1');
    socket.write(sent);
    let answer = '';
    for await (const part of socket) answer += String(part);
    expect(answer).toMatch(/^HTTP\/1\.1 403 /);
    expect(answer).not.toContain('123456');
  });

  it.each(strangers)('tells nothing to %s', async (_who, headers) => {
    for (const path of paths) {
      for (const method of ['GET', 'DELETE', 'OPTIONS', 'PATCH', 'POST']) {
        const answer = await asked(path, headers(String(inbox.webPort)), method);
        expect([path, method, answer.status]).toEqual([path, method, 403]);
        expect(answer.body).not.toContain('123456');
        expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
      }
    }
    expect(await mails(inbox.webUrl)).toHaveLength(1);
  });

  it('tells a stranger nothing of mails that come in either', async () => {
    const upgrade = (origin: string): Promise<string> =>
      new Promise((resolve) => {
        const socket = connect(inbox.webPort, '127.0.0.1');
        let answer = '';
        socket.on('data', (part: Buffer) => {
          answer += part.toString('latin1');
          socket.destroy();
        });
        socket.on('close', () => resolve(answer.split('\r\n')[0] ?? ''));
        const headers = [
          `Host: ${here()}`,
          'Connection: Upgrade',
          'Upgrade: websocket',
          'Sec-WebSocket-Version: 13',
          'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
          `Origin: ${origin}`,
        ];
        socket.write(`GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n`);
      });
    expect(await upgrade('http://evil.example')).toBe('HTTP/1.1 403 Forbidden');
    expect(await upgrade(`http://${here()}`)).toBe('HTTP/1.1 101 Switching Protocols');
  });

  it('is there for who opens it, by a link as well, and for programs of this machine', async () => {
    const own = { origin: `http://${here()}`, 'sec-fetch-site': 'same-origin' };
    const link = { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
    expect((await asked('/', { host: here(), ...link })).status).toBe(200);
    expect((await asked('/', { host: here(), 'sec-fetch-site': 'none' })).status).toBe(200);
    const listed = await asked('/email', { host: here(), ...own });
    expect([listed.status, listed.body.includes('123456')]).toEqual([200, true]);
    expect(listed.headers).toMatchObject({ 'cross-origin-resource-policy': 'same-origin' });
    expect(Object.keys(listed.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    for (const host of ['127.0.0.1', 'LOCALHOST', '[::1]']) {
      expect((await asked('/email', { host: `${host}:${inbox.webPort}` })).status).toBe(200);
    }
  });

  it('is published to this machine alone by the containers as well, whatever SERVICES_HOST says', () => {
    const compose = readFileSync(new URL('../../../docker-compose.yml', import.meta.url), 'utf8');
    const published = /^ {2}inbox:\n(?: {4}.*\n)*? {4}ports:\n((?: {6}.*\n)+)/m.exec(compose)?.[1] ?? '';
    const ports = [...published.matchAll(/- (\S+)/g)].map(([, port]) => port ?? '');
    expect(ports).toHaveLength(2);
    expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
  });
});

interface Answered {
  readonly statusCode?: number;
  readonly headers: IncomingHttpHeaders;
}
