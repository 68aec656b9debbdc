import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import {
  Agent,
  createServer,
  get,
  type IncomingMessage,
  request as ask,
  type RequestListener,
  type RequestOptions,
  type Server,
} from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { eventually } from '@todoke/testing';
import { gateway, type GatewayOptions } from '../src/gateway.js';

const open: Server[] = [];
const children: ChildProcess[] = [];

async function listening(server: Server, host: string, port = 0): Promise<number> {
  open.push(server);
  server.listen(port, host);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const server of open.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** One container a listener, each with an address of its own and the same port, and a gateway before them. */
async function system(containers: readonly RequestListener[], options: GatewayOptions = {}, more: string[] = []) {
  const addresses = containers.map((_, index) => `127.0.0.${index + 1}`);
  let port = 0;
  for (const [index, answer] of containers.entries()) {
    port = await listening(createServer({ maxHeaderSize: 64 * 1024 }, answer), addresses[index]!, port);
  }
  const known = [...addresses, ...more];
  const front = gateway(`http://desk:${port}`, { resolve: () => Promise.resolve(known), ...options });
  return { port: await listening(front, '127.0.0.1'), upstream: port, known };
}

type Answer = IncomingMessage & { body: string };

async function asked(port: number, options: RequestOptions = {}, body = ''): Promise<Answer> {
  const request = ask({ host: '127.0.0.1', port, agent: false, ...options });
  request.end(body);
  const [answer] = (await once(request, 'response')) as [IncomingMessage];
  return Object.assign(answer, { body: await text(answer) });
}

const named =
  (name: string): RequestListener =>
  (_, response) =>
    response.end(name);

type Mirrored = { headers: Record<string, string>; body: string };

const mirror: RequestListener = (request, response) => {
  void text(request).then((body) =>
    response
      .writeHead(201, { 'set-cookie': ['a=1', 'b=2'] })
      .end(JSON.stringify({ method: request.method, url: request.url, headers: request.headers, body })),
  );
};

describe('the gateway', () => {
  it('gives each container of a service its turn, one by one', async () => {
    const { port } = await system([named('a'), named('b'), named('c')]);
    const answers: string[] = [];
    for (let request = 0; request < 6; request++) answers.push((await asked(port)).body);
    expect(answers).toEqual(['a', 'b', 'c', 'a', 'b', 'c']);
  });

  it('keeps the connection of a client open, whichever container answers', async () => {
    const { port } = await system([named('a'), named('b')]);
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const [first, second] = [await asked(port, { agent }), await asked(port, { agent })];
    expect([first.body, second.body]).toEqual(['a', 'b']);
    expect(second.socket).toBe(first.socket);
    agent.destroy();
  });

  it('finds a container that is new, and misses none that is gone', async () => {
    const { port, upstream, known } = await system([named('a')]);
    await listening(createServer(named('b')), '127.0.0.2', upstream);
    known.push('127.0.0.2');
    expect([(await asked(port)).body, (await asked(port)).body].sort()).toEqual(['a', 'b']);
    known.splice(0, 1);
    expect([(await asked(port)).body, (await asked(port)).body]).toEqual(['b', 'b']);
  });

  it('skips a container that refuses connections, also for what is posted', async () => {
    const { port } = await system([mirror], {}, ['127.0.0.9']);
    for (let request = 0; request < 4; request++) {
      expect((await asked(port, { method: 'POST' }, 'sent once')).body).toContain('sent once');
    }
  });

  it('skips a container that neither takes nor refuses a connection', async () => {
    const { port, upstream } = await system([named('alive')], {}, ['127.0.0.2']);
    const frozen = fork(new URL('frozen.js', import.meta.url), ['127.0.0.2', `${upstream}`], { execArgv: [] });
    children.push(frozen);
    await once(frozen, 'message');
    // The kernel takes some for it, until its queue is full.
    const waiting = Array.from({ length: 8 }, () => connect(upstream, '127.0.0.2'));
    await eventually(() => expect(waiting.filter(({ connecting }) => !connecting).length).toBeGreaterThan(0));
    for (let request = 0; request < 4; request++) expect((await asked(port)).body).toBe('alive');
    for (const socket of waiting) socket.destroy();
  });

  it('hands on method, address, body, cookies and large headers', async () => {
    const { port } = await system([mirror]);
    const headers = { cookie: 'x'.repeat(14_000), host: 'desk.example', 'content-type': 'text/plain' };
    const answer = await asked(port, { method: 'PUT', path: '//a/%E3%81%82?b=c&d', headers }, '本文');
    expect([answer.statusCode, answer.headers['set-cookie']]).toEqual([201, ['a=1', 'b=2']]);
    expect(JSON.parse(answer.body)).toMatchObject({ method: 'PUT', url: '//a/%E3%81%82?b=c&d', headers, body: '本文' });
  });

  it('names the client, and drops what the client says of itself', async () => {
    const { port } = await system([mirror]);
    const said = { 'x-forwarded-for': '203.0.113.7', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' };
    const { body } = await asked(port, { localAddress: '127.0.0.5', headers: { ...said, host: 'desk.example' } });
    expect((JSON.parse(body) as { headers: object }).headers).toMatchObject({
      'x-forwarded-for': '127.0.0.5',
      'x-forwarded-host': 'desk.example',
      'x-forwarded-proto': 'http',
    });
  });

  it('hands on nothing that a client says of its connection', async () => {
    const { port } = await system([mirror]);
    const ofConnection = { te: 'trailers', upgrade: 'websocket', 'proxy-connection': 'keep-alive' };
    const headers = { ...ofConnection, connection: 'upgrade, te', 'content-length': 4, expect: '100-continue' };
    const seen = JSON.parse((await asked(port, { method: 'POST', headers }, 'sent')).body) as Mirrored;
    expect(seen).toMatchObject({ body: 'sent', headers: { connection: 'close', 'content-length': '4' } });
    expect(Object.keys(seen.headers).filter((name) => name in ofConnection || name === 'expect')).toEqual([]);
  });

  it.each(['GET / HTTP/1.1', 'POST / HTTP/1.1\r\nContent-Length: 0'])(
    'outlives a client that announces trailers of what has none: %j',
    async (beginning) => {
      const { port } = await system([mirror]);
      const socket = connect(port, '127.0.0.1');
      socket.write(`${beginning}\r\nHost: desk.example\r\nTrailer: X-Sum\r\nConnection: close\r\n\r\n`);
      expect(await text(socket)).toContain('HTTP/1.1 201 Created');
    },
  );

  it('hands on a long answer while it is made', async () => {
    let more = (): void => undefined;
    const { port } = await system([
      (_, response) => {
        response.write('first');
        more = () => response.end(' last');
      },
    ]);
    const [answer] = (await once(get({ host: '127.0.0.1', port, agent: false }), 'response')) as [IncomingMessage];
    expect(String((await once(answer, 'data'))[0])).toBe('first');
    more();
    expect(await text(answer)).toBe(' last');
  });

  it('tells the service that a client went away', async () => {
    let gone = false;
    const { port } = await system([(_, response) => response.on('close', () => (gone = true)).write('first')]);
    const request = get({ host: '127.0.0.1', port, agent: false }).on('error', () => undefined);
    const [answer] = (await once(request, 'response')) as [IncomingMessage];
    await once(answer, 'data');
    request.destroy();
    await eventually(() => expect(gone).toBe(true));
  });

  it('cuts off an answer that the service did not finish', async () => {
    const { port } = await system([
      (_, response) => {
        response.write('half', () => response.destroy());
      },
    ]);
    await expect(asked(port)).rejects.toThrow('aborted');
  });
});

// To this client the end of the connection is that of the answer.
it('resets the connection of a client of HTTP/1.0 whose answer breaks', async () => {
  const { port } = await system([
    (_, response) => {
      response.write('half', () => response.destroy());
    },
  ]);
  const socket = connect(port, '127.0.0.1');
  socket.write('GET / HTTP/1.0\r\n\r\n');
  socket.resume();
  await expect(once(socket, 'end')).rejects.toThrow('ECONNRESET');
});

describe('where there is no answer', () => {
  const page = '<h1>ただいまご利用になれません</h1>';

  it.each([
    ['no container accepts a connection', [], ['127.0.0.9']],
    ['there is no container', [], []],
    ['the container ends before it answers', [((request) => request.socket.destroy()) as RequestListener], []],
  ])('a page says so: %s', async (_what, containers, more) => {
    const { port } = await system(containers, {}, more);
    const answer = await asked(port);
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([502, 'text/html; charset=utf-8']);
    expect(answer.body).toContain(page);
  });

  it('a page says so: it is late', async () => {
    const { port } = await system([() => undefined], { answers: 50 });
    const answer = await asked(port);
    expect([answer.statusCode, answer.body.includes(page)]).toEqual([504, true]);
  });
});

describe('what a client says', () => {
  /** As it stands on the wire, for no client library sends it so. */
  const sent = async (port: number, target: string): Promise<string> => {
    const socket = connect(port, '127.0.0.1');
    socket.write(`OPTIONS ${target} HTTP/1.1\r\nHost: desk.example\r\nConnection: close\r\n\r\n`);
    return text(socket);
  };

  it.each(['*', 'http://elsewhere.example/a?b=1', 'http://elsewhere.example', '//elsewhere.example/', '/%zz?%'])(
    'of its target %s is told to the service as it is',
    async (target) => {
      const { port } = await system([mirror]);
      expect(await sent(port, target)).toContain(`"url":"${target}"`);
    },
  );

  it('of correlation ids, traces and itself as a proxy is told to no service', async () => {
    const { port } = await system([mirror]);
    const headers = {
      'x-correlation-id': '0199c1f0-7a5e-7cc0-8000-0123456789ab',
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
      tracestate: 'a=b',
      baggage: 'a=b',
      forwarded: 'for=203.0.113.7',
      'x-real-ip': '203.0.113.7',
    };
    const { headers: told } = JSON.parse((await asked(port, { headers })).body) as Mirrored;
    expect(Object.keys(told).filter((name) => name in headers)).toEqual([]);
  });
});
