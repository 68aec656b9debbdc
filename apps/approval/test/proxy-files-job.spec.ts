import { randomUUID } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { FixedClock } from '@todoke/service';
import { eventually, testBed, type TestBed } from '@todoke/testing';
import { approval } from '../src/approval.service.js';
import type { Config } from '../src/config.js';
import { BeginFiling } from '../src/proxy/actions/begin-filing.js';
import { fileRows } from '../src/proxy/actions/file-rows.js';
import { ReadProxyFile } from '../src/proxy/actions/read-proxy-file.js';
import { erasable } from '../src/proxy/domain/keeping.js';
import { dropOld, findFilesUnderWay } from '../src/proxy/persistence/files.js';
import { cellsOf, fileOf } from './proxy-csv.js';
import { friday, kagoshima, later } from './samples.js';
import { type Stored, storedIn } from './stored.js';

let bed: TestBed<Config, NestFastifyApplication>;
let store: Stored;

beforeEach(async () => {
  bed = await testBed(approval);
  store = storedIn(bed.database);
});
afterEach(async () => {
  await store.close();
  await bed.stop();
});

const clock = new FixedClock(friday);

/** A file that was read, and begun. */
async function begun(rows: number | readonly string[][]): Promise<string> {
  const id = randomUUID();
  const bytes = Buffer.from(fileOf(rows));
  await new ReadProxyFile(store.databases, clock).run(id, kagoshima, { name: 'many.csv', bytes });
  await new BeginFiling(store.databases, clock).run(id, kagoshima, []);
  return id;
}

const underWay = async () => (await store.databases.inTransaction(findFilesUnderWay))[0]!;
const count = async (sql: string): Promise<number> => (await store.ask(sql)).length;
const numbers = () => count('SELECT 1 FROM approval.reviews');

async function expectEachOnce(rows: number): Promise<void> {
  expect(await numbers()).toBe(rows);
  expect(await count('SELECT DISTINCT institution_name FROM approval.reviews')).toBe(rows);
  expect(
    await count(
      `SELECT 1 FROM approval.proxy_file_rows AS r JOIN approval.reviews AS v USING (number, request)
       WHERE r.state = 'filed' AND r.name = v.institution_name`,
    ),
  ).toBe(rows);
  for (const subject of ['proxy-application-filed', 'application-approved'])
    expect(
      await count(
        `SELECT DISTINCT envelope->'aggregate'->>'id' FROM approval.outbox WHERE subject = 'approval.${subject}.v1'`,
      ),
    ).toBe(rows);
  expect(await count('SELECT 1 FROM approval.outbox')).toBe(2 * rows);
}

describe('the rows of a file of proxy applications (R74)', () => {
  it('are filed in batches, each with numbers in the order of the rows', async () => {
    await begun(150);
    expect(await fileRows(store.databases, await underWay(), later(1))).toBe(100);
    expect(await numbers()).toBe(100);
    expect(await fileRows(store.databases, await underWay(), later(1))).toBe(50);
    expect(await fileRows(store.databases, await underWay(), later(1))).toBe(0);
    expect(await store.databases.inTransaction(findFilesUnderWay)).toEqual([]);
    await expectEachOnce(150);
    expect(await store.ask(`SELECT number FROM approval.proxy_file_rows WHERE row IN (2, 151) ORDER BY row`)).toEqual([
      { number: 'APF-50000000' },
      { number: 'APF-50000149' },
    ]);
  });

  it('are filed once by several processes at a time', async () => {
    await begun(350);
    const file = await underWay();
    const all = async (): Promise<void> => {
      while ((await fileRows(store.databases, file, later(1))) > 0);
    };
    await Promise.all([all(), all(), all()]);
    await all();
    await expectEachOnce(350);
  });

  it('are filed once although the process is killed and started again between batches', async () => {
    await begun(2_000);
    const environment = { REPORTING_URL: 'http://127.0.0.1:3005' };
    const first = await bed.spawn(environment);
    await eventually(async () => (await numbers()) >= 100 || undefined, { what: 'the first rows' });
    await first.end('SIGKILL');
    const left = await numbers();
    expect(left).toBeLessThan(2_000);
    expect(left % 100).toBe(0);
    await bed.spawn(environment);
    await eventually(async () => (await count("SELECT 1 FROM approval.proxy_files WHERE state = 'filed'")) === 1);
    await expectEachOnce(2_000);
  });

  it('are not filed where somebody has applied since the file was read: of one file twice, once', async () => {
    await begun(3);
    const [first] = await store.databases.inTransaction(findFilesUnderWay);
    const again = await begun(3);
    while ((await fileRows(store.databases, first!, later(1))) > 0);
    const second = await underWay();
    while ((await fileRows(store.databases, second, later(1))) > 0);
    await expectEachOnce(3);
    const told = await store.ask<{ state: string; mark: string; notes: { text: string }[] }>(
      'SELECT state, mark, notes FROM approval.proxy_file_rows WHERE file = $1',
      [again],
    );
    expect(told).toHaveLength(3);
    for (const { state, mark, notes } of told) {
      expect([state, mark]).toEqual(['left-out', 'applied']);
      expect(notes[0]?.text).toMatch(/^申請APF-5000000\d（承認済.*）と機関名と住所が同じです。$/);
    }
  });

  it('of which one cannot be stored are filed without it', async () => {
    await begun([cellsOf(1), cellsOf(2), cellsOf(3)]);
    await store.ask("ALTER TABLE approval.reviews ADD CONSTRAINT refused CHECK (institution_name <> '第２薬局')");
    const file = await underWay();
    while ((await fileRows(store.databases, file, later(1))) > 0);
    expect(await store.ask('SELECT row, state FROM approval.proxy_file_rows ORDER BY row')).toEqual([
      { row: 2, state: 'filed' },
      { row: 3, state: 'failed' },
      { row: 4, state: 'filed' },
    ]);
    expect(await store.ask('SELECT state FROM approval.proxy_files')).toEqual([{ state: 'filed' }]);
  });

  it('are gone with their file 14 days after its end, and 7 days after it was read and not filed', async () => {
    const filed = await begun(1);
    const file = await underWay();
    while ((await fileRows(store.databases, file, friday)) > 0);
    const read = randomUUID();
    const sent = { name: 'read.csv', bytes: Buffer.from(fileOf(1)) };
    await new ReadProxyFile(store.databases, clock).run(read, kagoshima, sent);
    const dropped = (days: number) => {
      const { unfiledSince, filedBefore } = erasable(later(24 * days));
      return store.databases.inTransaction((tx) => dropOld(tx, unfiledSince, filedBefore));
    };
    expect(await dropped(7)).toEqual([]);
    expect(await dropped(8)).toEqual([read]);
    expect(await dropped(14)).toEqual([]);
    expect(await dropped(15)).toEqual([filed]);
    expect(await count('SELECT 1 FROM approval.proxy_file_rows')).toBe(0);
    expect(await numbers()).toBe(1);
  });
});
