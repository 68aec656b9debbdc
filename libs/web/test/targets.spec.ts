import { connect } from 'node:net';
import { startDesk, type Desk } from './desk/start-desk.js';

let desk: Desk;

beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.close());
beforeEach(() => {
  desk.lines.length = 0;
});

/** One request as it stands on the wire, and the whole answer; empty where the connection was closed without one. */
function sent(line: string, headers: readonly string[] = []): Promise<string> {
  const { port } = new URL(desk.url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), '127.0.0.1');
    let answer = '';
    socket.on('data', (part: Buffer) => (answer += part.toString('latin1')));
    socket.on('close', () => resolve(answer));
    socket.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ECONNRESET' ? resolve(answer) : reject(error),
    );
    const all = ['Host: localhost', 'Connection: close', 'Accept: text/html', ...headers];
    socket.write(`${line} HTTP/1.1\r\n${all.join('\r\n')}\r\n\r\n`, 'latin1');
  });
}

const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);

describe('the absolute form of a target (RFC 9112 3.2.2)', () => {
  it.each([
    ['http://localhost/', 200],
    ['http://localhost', 200],
    ['HTTP://LOCALHOST:3001/', 200],
    ['https://elsewhere.example/numbers/12', 200],
    ['http://[::1]:80/?a=1', 200],
    ['http://localhost?a=1', 200],
    ['http://user:secret@localhost/numbers/12#part', 200],
    ['http://localhost/nowhere', 404],
    ['http://localhost/%zz', 400],
    ['http://localhost/private', 303],
    ['http://', 400],
    ['http:///', 400],
    ['ftp://localhost/', 400],
  ])('%s is answered as its path is', async (target, status) => {
    expect([target, statusOf(await sent(`GET ${target}`))]).toEqual([target, status]);
  });

  it('gives no way around the token of a form', async () => {
    for (const target of ['http://localhost/notes', 'http://localhost/api/../notes', '/notes#/api', '//api/notes']) {
      const answer = await sent(`POST ${target}`, ['Content-Length: 0']);
      expect([target, [403, 404, 405].includes(statusOf(answer))]).toEqual([target, true]);
    }
  });

  it('has a session like any other', async () => {
    const answer = await sent('GET http://localhost/');
    expect(answer).toMatch(/set-cookie: desk_session=/i);
    expect(answer).toContain('name="_csrf" value="');
  });
});

describe('a target that is no path', () => {
  it.each([
    'GET *',
    'POST *',
    'GET localhost:80',
    'GET x',
    'GET ?a=1',
    'GET //',
    'GET //elsewhere.example/numbers/1',
    'GET ///',
    'GET /\\elsewhere.example',
    'GET /%',
    'GET /%zz',
    'GET /%c0%af',
    'GET /numbers/%ff',
    'GET /?a=%zz&b=%',
    'GET /numbers/\u0080\u00ff',
    'GET /..%2f..%2fetc/passwd',
    'GET /numbers/%00',
    'GET /sign-in?to=%zz',
    'GET /text-size/large?back=%zz',
    'GET /assets/%2e%2e/%2e%2e/package.json',
    'GET /#',
    'GET /;',
    'GET mailto:a@example.jp',
    'GET javascript:alert(1)',
  ])('%s is never an error of ours', async (line) => {
    const answer = await sent(line);
    // Node itself closes the connection where it cannot read the line.
    if (answer !== '') expect([line, statusOf(answer) < 500]).toEqual([line, true]);
    expect(desk.lines.filter((said) => /"level":(50|60)/.test(said))).toEqual([]);
  });

  it('OPTIONS * asks for nothing in particular', async () => {
    expect(statusOf(await sent('OPTIONS *'))).toBe(204);
  });

  it('CONNECT is none of ours', async () => {
    const answer = await sent('CONNECT elsewhere.example:443');
    expect(answer === '' || statusOf(answer) === 405).toBe(true);
  });
});
