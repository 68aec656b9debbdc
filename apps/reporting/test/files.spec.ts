import { createServer, type Server, type Socket } from 'node:net';
import { eventually, type Visitor } from '@todoke/testing';
import type { SignedIn } from '@todoke/service';
import { KeepFile } from '../src/files/index.js';
import { Databases } from '../src/persistence/databases.js';
import { november, type Running, running } from './running.js';
import { people } from '@todoke/testing';

const paper = '00000000-0000-4000-8000-000000000001';
const other = '00000000-0000-4000-8000-000000000002';
const pdf = Buffer.from('%PDF-1.7\n報告');
const harmful = Buffer.from('%PDF-1.7\nharmful');
const official: SignedIn = { sub: 'official-46', role: 'prefecture', prefecture: '46' };

/** Says of files what clamd says; one with the word "harmful" is. */
class StandInClamd {
  private server: Server | undefined;
  available = true;

  async start(): Promise<string> {
    this.server = createServer((socket) => this.answer(socket));
    await new Promise<void>((resolve) => this.server?.listen(0, '127.0.0.1', resolve));
    const address = this.server.address();
    return `tcp://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  }

  stop(): void {
    this.server?.close();
  }

  private answer(socket: Socket): void {
    const parts: Buffer[] = [];
    socket.on('error', () => undefined);
    socket.on('data', (part) => {
      parts.push(part);
      const all = Buffer.concat(parts);
      if (!all.subarray(-4).equals(Buffer.alloc(4))) return;
      if (!this.available) return void socket.destroy();
      socket.end(all.includes('harmful') ? 'stream: Eicar-Signature FOUND\0' : 'stream: OK\0');
    });
  }
}

const clamd = new StandInClamd();
let service: Running;

async function begin(environment: Readonly<Record<string, string>> = {}): Promise<void> {
  service = await running({ people, environment });
  await service.ask(
    `INSERT INTO reporting.reports (id, institution, scheme, fiscal_year, kind, route, prefecture, municipality_code,
       type, state, form_version, version, round, drafted_by, drafted_at)
     VALUES ($1, 'i-1', 'medical', 2026, 'yearly', 'paper', '46', '46201', 'hospital', 'draft', 1, 1, 1, 'x', now()),
            ($2, 'i-2', 'medical', 2026, 'yearly', 'web', '46', '46203', 'hospital', 'draft', 1, 1, 1, 'x', now())`,
    [paper, other],
  );
}

const keep = (bytes: Buffer, report = paper, person = official): Promise<void> =>
  service.app
    .get(Databases, { strict: false })
    .forPerson(person, (tx) =>
      service.app
        .get(KeepFile, { strict: false })
        .run(tx, report, { name: '報告.exe', bytes }, { by: person.sub, at: november }),
    );
const filesThere = () =>
  service.ask<{ id: string; state: string; gone: boolean }>(
    'SELECT id, state, bytes IS NULL AS gone FROM reporting.files ORDER BY uploaded_at, state',
  );
const addressOf = async (): Promise<string> => `/files/${(await filesThere())[0]?.id ?? ''}`;
const statusFor = async (sub: string, path: string): Promise<number> => {
  const visitor: Visitor = await service.visitor(sub);
  return (await visitor.get(path)).status;
};

afterEach(() => service.stop());

describe('a file that belongs to a report', () => {
  it('is downloaded under a name that says what it is, and runs nowhere (R56)', async () => {
    await begin();
    await keep(pdf);
    const visitor = await service.visitor('official-46');
    const { status, headers, bytes } = await visitor.get(await addressOf());
    expect([status, bytes.equals(pdf)]).toEqual([200, true]);
    expect(headers.get('content-type')).toBe('application/pdf');
    expect(headers.get('content-disposition')).toBe(
      `attachment; filename="file.pdf"; filename*=UTF-8''${encodeURIComponent('報告.pdf')}`,
    );
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('private, no-store');
  });

  it('is seen by those who see the report, and by nobody else (R56, R158)', async () => {
    await begin();
    await keep(pdf);
    const path = await addressOf();
    for (const sub of ['institution', 'official-46', 'secretariat', 'centre-46', 'reader'])
      expect([sub, await statusFor(sub, path)]).toEqual([sub, 200]);
    for (const sub of ['official-36', 'new-institution', 'other-centre-46'])
      expect([sub, await statusFor(sub, path)]).toEqual([sub, 404]);
    expect(await statusFor('ops', path)).toBe(403);
    expect((await (await service.visitor()).once(path)).status).toBe(303);
    for (const wrong of ['/files/x', '/files/00000000-0000-4000-8000-000000000009'])
      expect([wrong, await statusFor('official-46', wrong)]).toEqual([wrong, 404]);
  });

  it('is attached by the prefecture that enters a report on paper, once', async () => {
    await begin();
    await keep(pdf);
    await keep(pdf);
    expect(await filesThere()).toHaveLength(1);
    await expect(keep(pdf, other)).rejects.toThrow();
    await expect(keep(pdf, paper, { ...official, prefecture: '36' })).rejects.toThrow();
    await expect(keep(pdf, paper, { sub: 'i', role: 'institution', institution: 'i-1' })).rejects.toThrow();
    expect(await filesThere()).toHaveLength(1);
  });
});

describe('where ClamAV is configured', () => {
  let address: string;
  beforeEach(async () => {
    address = await clamd.start();
  });
  afterEach(() => clamd.stop());

  it('a file is held until it was scanned; nothing stays of a harmful one', async () => {
    clamd.available = false;
    await begin({ CLAMAV_URL: address });
    await keep(pdf);
    const path = await addressOf();
    expect(await statusFor('official-46', path)).toBe(409);
    clamd.available = true;
    await eventually(async () => expect(await filesThere()).toMatchObject([{ state: 'ready', gone: false }]));
    expect(await statusFor('official-46', path)).toBe(200);
    await keep(harmful);
    await eventually(async () =>
      expect((await filesThere()).map(({ state, gone }) => [state, gone])).toContainEqual(['refused', true]),
    );
    const refused = (await filesThere()).find(({ state }) => state === 'refused');
    expect(await statusFor('official-46', `/files/${refused?.id}`)).toBe(410);
  });
});
