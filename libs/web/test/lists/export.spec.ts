import { connect, type Socket } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { RowReader, schemaPool, sql } from '@todoke/database';
import { eventually, type Visitor } from '@todoke/testing';
import { linkOn, startThings, type Things } from './start-things.js';

let things: Things;
let official: Visitor;

beforeAll(async () => {
  things = await startThings();
  official = await things.visitor();
});
afterAll(() => things.close());
beforeEach(() => things.ask('TRUNCATE desk.audit'));

/** As エクスポート sends it. */
const wanted = (encoding: string, more: Record<string, string> = {}) => ({
  view: 'details',
  format: 'csv',
  encoding,
  ...more,
});

async function exported(encoding: string, path = '/things/export', more: Record<string, string> = {}) {
  await official.get(path);
  return official.send(path, wanted(encoding, more));
}

const utf8 = async (path?: string): Promise<string> => (await exported('utf-8', path)).bytes.toString('utf8');

const lastEntry = async () =>
  (
    await things.ask<{ detail: { rows: number; whole: boolean } }>(
      "SELECT detail FROM desk.audit WHERE action = 'list.export-ended' ORDER BY id DESC",
    )
  )[0]?.detail;

describe('エクスポート (R136, R147)', () => {
  it('has the three choices with their words, and leads back', async () => {
    const list = await official.get('/things?least=0');
    const page = await official.get(linkOn(list, 'エクスポート') ?? '');
    expect(page.h1).toBe('エクスポート');
    expect(page.main).toContain('エクスポートビュー 詳細のみ 形式 カンマ区切り形式(.csv) 文字コード');
    expect(page.main).toContain('日本語(Shift-JIS) Unicode(UTF-8) エクスポート');
    expect(page.html).toContain('<option value="cp932" selected>');
    expect(linkOn(page, '一覧へ戻る')).toBe('/things?least=0');
  });

  it('is found from an address with a slash at its end as well', async () => {
    expect(linkOn(await official.get('/things/?least=0'), 'エクスポート')).toBe('/things/export?least=0');
  });

  it('makes a file of CP932 and CRLF, as Excel of Windows reads it, of headings and rows alone', async () => {
    await things.put({ name: '髙﨑①㈱〜−', phone: 'x', amount: 1234 }, { name: '森鷗', prefecture: '36' });
    const { status, headers, bytes } = await exported('cp932');
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/csv; charset=windows-31j');
    expect(headers.get('content-length')).toBeNull();
    expect(headers.get('cache-control')).toBe('private, no-store');
    const japanese = encodeURIComponent('品物一覧');
    expect(headers.get('content-disposition')).toBe(
      `attachment; filename="things-20261120-1000.csv"; filename*=UTF-8''${japanese}-20261120-1000.csv`,
    );
    const heading = '94D48D86 2C 9569 96BC 2C 9364 9862 94D48D86 2C 9094 0D0A';
    const row = '31 2C FBFC FAB1 8740 878A 8160 817C 2C 78 2C 31323334 0D0A';
    expect(bytes.toString('hex').toUpperCase()).toBe(`${heading}${row}`.replaceAll(' ', ''));
  });

  it('or UTF-8 with its byte order mark, which writes every character', async () => {
    await things.put({ name: '𠮷野家😀は\u309A' });
    const { headers, bytes } = await exported('utf-8');
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(bytes.toString('utf8')).toBe('\uFEFF番号,品名,電話番号,数\r\n1,𠮷野家😀は\u309A,,0\r\n');
  });

  it('has the rows of the list, in its order and with its filters', async () => {
    await things.fill(3);
    await things.ask('UPDATE desk.things SET amount = id');
    expect(await utf8('/things/export?least=2&order=newest')).toBe(
      '\uFEFF番号,品名,電話番号,数\r\n3,n3,,3\r\n2,n2,,2\r\n',
    );
    expect(await utf8('/things/export?q=ｎ１')).toBe('\uFEFF番号,品名,電話番号,数\r\n1,n1,,1\r\n');
  });

  it('may have a column that the table has not', async () => {
    await things.fill(1);
    expect(await utf8('/longer/export')).toBe('\uFEFF番号,品名,電話番号,数,備考\r\n1,n1,,0,備考n1\r\n');
    const { main } = await official.get('/longer');
    expect(main).toContain('n1');
    expect(main).not.toContain('備考');
  });

  it('has all rows, also of a list that shows 2,000 (R144)', async () => {
    await things.fill(2_001);
    expect((await utf8('/capped/export')).split('\r\n')).toHaveLength(2_003);
  });

  it('has no row of another jurisdiction (R158)', async () => {
    await things.put({ name: 'here' }, { name: 'there', prefecture: '36' });
    expect(await utf8()).not.toContain('there');
  });

  it('refuses choices that it does not offer', async () => {
    const answer = await exported('latin-1');
    expect(answer.status).toBe(422);
    expect(answer.html).toContain('href="#field-encoding"');
  });

  it('is audited: who, which list, which filters and how many rows, but not what was typed (R168)', async () => {
    await things.fill(3);
    await utf8('/things/export?q=n&order=newest');
    const entries = await things.ask('SELECT actor, action, subject, detail FROM desk.audit ORDER BY id');
    const who = { actor: 'official-46', subject: 'things' };
    expect(entries).toEqual([
      {
        ...who,
        action: 'list.export-begun',
        detail: { encoding: 'utf-8', order: 'newest', 'filter.q': '…', 'filter.order': 'newest' },
      },
      { ...who, action: 'list.export-ended', detail: { encoding: 'utf-8', rows: 3, whole: true } },
    ]);
  });
});

describe('cells', () => {
  const cellsOf = async (column: 'name' | 'phone', values: readonly string[]): Promise<string[]> => {
    await things.put(...values.map((value) => ({ [column]: value })));
    const lines = (await utf8()).slice(1).split('\r\n').slice(1, -1);
    return lines
      .map((line) => /^\d+,(.*),0$/s.exec(line)?.[1] ?? line)
      .map((cell) => (column === 'name' ? cell.slice(0, -1) : cell.slice(1)));
  };

  it.each([
    ['=1+1', "'=1+1"],
    ['=HYPERLINK("http://x")', `"'=HYPERLINK(""http://x"")"`],
    ['+81-99-286-2707', "'+81-99-286-2707"],
    ['-1+2', "'-1+2"],
    ['-cmd', "'-cmd"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', `"'\t=1"`],
    ['\r=1', `"'\r=1"`],
    ['＝1+1', "'＝1+1"],
    [' =1+1', "' =1+1"],
    ['\u3000＝1+1', "'\u3000＝1+1"],
    ['\u00A0@SUM(A1)', "'\u00A0@SUM(A1)"],
    ['－', '－'],
    ['-', '-'],
  ])('that a spreadsheet would run are made harmless: %j', async (value, written) => {
    expect(await cellsOf('name', [value])).toEqual([written]);
  });

  it.each(['-5', ' -5', '+5', '-12.5', '-.5', '-1234567', '-1.2e-3', '-5%', '0.5'])(
    'that Excel shows as a number stay it: %s',
    async (value) => {
      expect(await cellsOf('name', [value])).toEqual([value]);
    },
  );

  it('with commas, quotes and line breaks are quoted as RFC 4180 says', async () => {
    expect(await cellsOf('name', ['a,b', 'a"b', 'a\nb', ' a '])).toEqual(['"a,b"', '"a""b"', '"a\nb"', ' a ']);
    expect(await cellsOf('name', ['-1,234'])).toEqual(['"-1,234"']);
  });

  it.each([
    ['0992862707', '"\t0992862707"'],
    ['0131234567', '"\t0131234567"'],
    ['123456789012', '"\t123456789012"'],
    ['1-2-3', '"\t1-2-3"'],
    ['12/3', '"\t12/3"'],
    ['12e5', '"\t12e5"'],
    ['099-286-2707', '099-286-2707'],
    ['1234567', '1234567'],
    ['=1+1', "'=1+1"],
  ])('of a column of codes keep their zeros and stay what they are: %s', async (value, written) => {
    expect(await cellsOf('phone', [value])).toEqual([written]);
  });

  it('of other columns are not taken for codes', async () => {
    expect(await cellsOf('name', ['0131234567'])).toEqual(['0131234567']);
  });
});

describe('what CP932 cannot write (R136)', () => {
  beforeEach(() => things.put({ name: '徳島病院' }, { name: '𠮷野家と𠮷川' }, { name: '森鷗外', phone: '☎é' }));

  it('is written as 〓 without delay, and never as a question mark', async () => {
    const { status, bytes } = await exported('cp932');
    expect(status).toBe(200);
    expect(new TextDecoder('windows-31j').decode(bytes)).toBe(
      '番号,品名,電話番号,数\r\n1,徳島病院,,0\r\n2,〓野家と〓川,,0\r\n3,森〓外,〓〓,0\r\n',
    );
  });

  it('is said before, and told after: by the next page, once, with the characters and how many', async () => {
    const dialog = await official.get('/things/export');
    expect(dialog.main).toContain('書けない文字は「〓」に置き換え、どの文字かをダウンロードの後にお知らせします');
    await official.send('/things/export', wanted('cp932'));
    const { main } = await official.get('/report');
    expect(main).toContain('「品物一覧」をエクスポートしました（3件）。');
    expect(main).toContain('日本語(Shift-JIS)にない文字「𠮷」「鷗」「☎」「é」を「〓」に置き換えました（5文字）。');
    expect((await official.get('/report')).main).not.toContain('エクスポートしました');
    expect(await lastEntry()).toEqual({ encoding: 'cp932', rows: 3, whole: true, unwritten: 5 });
  });

  it('is told to nobody but the browser that asked for the file', async () => {
    const other = await things.visitor();
    await exported('cp932');
    expect((await other.get('/things')).main).not.toContain('エクスポートしました');
    expect((await official.get('/things')).main).toContain('「𠮷」');
  });

  it('is named up to twenty characters, and counted', async () => {
    await things.fill(30);
    await things.ask('UPDATE desk.things SET name = chr(134071 + id)');
    await exported('cp932');
    const { main } = await official.get('/things');
    expect(main).toContain('など');
    expect(main).toContain('（30文字）');
    expect(main.match(/「[\u{20000}-\u{2ffff}]」/gu)).toHaveLength(20);
  });

  it('can be downloaded as a list, by line, row, column and character, instead of the file', async () => {
    const { bytes, headers } = await exported('cp932', '/things/export', { unwritable: 'list' });
    expect(headers.get('content-disposition')).toContain(encodeURIComponent('書けない文字'));
    expect(bytes.toString('utf8').split('\r\n')).toEqual([
      '\uFEFF行,行の見出し,列,文字,文字の番号',
      '3,2,品名,𠮷,U+20BB7',
      '4,3,品名,鷗,U+9DD7',
      '4,3,電話番号,☎,U+260E',
      '4,3,電話番号,é,U+00E9',
      '',
    ]);
  });

  it('is nothing where a separate mark can be composed', async () => {
    await things.put({ name: 'か\u3099' });
    const { bytes } = await exported('cp932');
    expect(new TextDecoder('windows-31j').decode(bytes)).toContain('1,が,,0');
  });
});

/** Bytes that the process holds after garbage collections; buffers are given back a while after one. */
async function held(): Promise<number> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  for (let times = 0; times < 3; times += 1) {
    collect();
    await new Promise(setImmediate);
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

const backends = (): Promise<{ state: string; query: string; pid: number }[]> =>
  things.ask(
    `SELECT pid, state, query FROM pg_stat_activity
     WHERE usename = 'desk_app' AND datname = current_database() AND query ~ '^(DECLARE|FETCH)'`,
  );

/** Connections of the service that have begun a transaction, whatever it does. */
const transactions = (): Promise<object[]> =>
  things.ask(
    `SELECT pid, state, query FROM pg_stat_activity
     WHERE usename = 'desk_app' AND datname = current_database() AND xact_start IS NOT NULL`,
  );

/** How many exports wait for a connection. */
async function waiting(): Promise<string | undefined> {
  const metrics = await (await fetch(`${things.url}/metrics`)).text();
  return /^database_pool_waiting\{.*pool="exports".*\} (\d+)$/m.exec(metrics)?.[1];
}

/** Sends a request by hand and reads nothing until told to. */
async function request(path: string, version = '1.1'): Promise<Socket> {
  const page = await official.get(path);
  const body = new URLSearchParams({ ...wanted('utf-8'), _csrf: page.csrf }).toString();
  const { hostname, port } = new URL(things.url);
  const socket = connect(Number(port), hostname === 'localhost' ? '127.0.0.1' : hostname);
  socket.pause();
  socket.write(
    [
      `POST ${path} HTTP/${version}`,
      `Host: ${hostname}:${port}`,
      `Cookie: ${official.cookiesFor(path)}`,
      'Content-Type: application/x-www-form-urlencoded',
      `Content-Length: ${body.length}`,
      '',
      body,
    ].join('\r\n'),
  );
  return socket;
}

/** How the response ended, and what was read of it. */
const readToEnd = (socket: Socket): Promise<{ end: 'ended' | 'reset'; bytes: Buffer }> =>
  new Promise((resolve) => {
    const parts: Buffer[] = [];
    socket.on('data', (part: Buffer) => parts.push(part));
    socket.once('end', () => resolve({ end: 'ended', bytes: Buffer.concat(parts) }));
    socket.once('error', () => resolve({ end: 'reset', bytes: Buffer.concat(parts) }));
    socket.resume();
  });

describe('a long export', () => {
  it.each(['utf-8', 'cp932'])('holds one batch in memory, whatever its length: %s', async (encoding) => {
    const page = await official.get('/many/export');
    const body = new URLSearchParams({ ...wanted(encoding), _csrf: page.csrf });
    const before = await held();
    const response = await fetch(`${things.url}/many/export`, {
      method: 'POST',
      body,
      headers: { cookie: official.cookiesFor('/many/export') },
    });
    let bytes = 0;
    let most = 0;
    let looks = 0;
    for await (const part of response.body as unknown as AsyncIterable<Uint8Array>) {
      bytes += part.length;
      if (bytes < looks * 16_000_000) continue;
      looks += 1;
      most = Math.max(most, (await held()) - before);
    }
    expect(bytes).toBeGreaterThan(60_000_000);
    expect(looks).toBeGreaterThan(3);
    expect(most).toBeLessThan(24_000_000);
    expect(await lastEntry()).toEqual({ encoding, rows: 200_000, whole: true });
  });

  it('waits for a client that does not read, and keeps no page waiting meanwhile', async () => {
    const sockets = [await request('/many/export'), await request('/many/export')];
    await eventually(async () => {
      const found = await backends();
      expect(found.map(({ state }) => state)).toEqual(['idle in transaction', 'idle in transaction']);
    });
    await things.fill(3);
    expect((await official.get('/things')).main).toContain('3件');
    for (const socket of sockets) socket.destroy();
    await eventually(async () => expect(await backends()).toEqual([]));
    expect(await lastEntry()).toMatchObject({ whole: false });
  });

  it('ends its query when the client goes, also in the middle of a statement', async () => {
    const socket = await request('/slow/export');
    await eventually(async () => expect((await backends()).map(({ state }) => state)).toEqual(['active']));
    socket.destroy();
    await eventually(async () => expect(await backends()).toEqual([]));
    expect(await lastEntry()).toMatchObject({ rows: 0, whole: false });
  });

  it.each(['1.1', '1.0'])('that breaks does not look whole by HTTP/%s, and is logged', async (version) => {
    const socket = await request('/many/export', version);
    await eventually(async () => expect((await backends()).map(({ state }) => state)).toEqual(['idle in transaction']));
    await things.ask('SELECT pg_terminate_backend($1)', [(await backends())[0]?.pid]);
    const { end, bytes } = await readToEnd(socket);
    expect(end).toBe('reset');
    expect(bytes.subarray(0, 12).toString()).toBe('HTTP/1.1 200');
    expect(bytes.includes('\r\n0\r\n\r\n')).toBe(false);
    await eventually(async () => expect(await lastEntry()).toMatchObject({ whole: false }));
    const [cookie = ''] = /desk_exports=[^;]+/.exec(bytes.toString('latin1')) ?? [];
    const next = await fetch(`${things.url}/things`, { headers: { cookie: `${official.cookiesFor('/')}; ${cookie}` } });
    expect(await next.text()).toContain('「品物一覧」のエクスポートは途中で終わりました');
    expect(things.lines.filter((line) => line.includes('an export broke')).length).toBeGreaterThan(0);
  });

  it('that Postgres gave up, as its client does not read, is closed and its end audited', async () => {
    const socket = await request('/many/export');
    const broken = new Promise((resolve) => socket.once('error', resolve));
    await eventually(async () => expect((await backends()).map(({ state }) => state)).toEqual(['idle in transaction']));
    await things.ask('SELECT pg_terminate_backend($1)', [(await backends())[0]?.pid]);
    await eventually(async () => expect(await lastEntry()).toMatchObject({ whole: false }));
    socket.resume();
    await broken;
  });

  it('may take half an hour in all, however slowly its client reads', async () => {
    const pool = schemaPool(things.database.appUrl, 'desk');
    const reader = new RowReader(pool, things.database.appUrl, 'desk');
    const snapshot = await reader.limitedTo({ prefecture: '46' }).open();
    expect(await snapshot.query(sql`SHOW transaction_timeout`)).toEqual([{ transaction_timeout: '30min' }]);
    await snapshot.commit();
    await Promise.all([reader.close(), pool.end()]);
  });

  it('keeps no place for a client that left while it waited for one', async () => {
    const sockets = [await request('/many/export'), await request('/many/export')];
    await eventually(async () => expect(await backends()).toHaveLength(2));
    const third = await request('/things/export');
    await eventually(async () => expect(await waiting()).toBe('1'));
    third.destroy();
    for (const socket of sockets) socket.destroy();
    await eventually(async () => expect(await transactions()).toEqual([]));
    expect(
      await things.ask("SELECT detail FROM desk.audit WHERE subject = 'things' AND detail ->> 'order' = 'oldest'"),
    ).toEqual([]);
  });

  it('more than two at a time are told to come later', async () => {
    const sockets = [await request('/many/export'), await request('/many/export')];
    await eventually(async () => expect(await backends()).toHaveLength(2));
    const third = await exported('utf-8', '/many/export');
    expect(third.status).toBe(503);
    // As Postgres does with one whose client does not read.
    await things.ask('SELECT pg_terminate_backend($1)', [(await backends())[0]?.pid]);
    expect((await exported('utf-8')).status).toBe(200);
    for (const socket of sockets) socket.destroy();
    await eventually(async () => expect(await backends()).toEqual([]));
  });
});
