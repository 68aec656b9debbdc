import { personWith } from '@todoke/local-system';
import { type Answer, eventually, rows, Visitor } from '@todoke/testing';
import type { Report } from '../report/figures.js';
import { rounded } from '../report/figures.js';
import { say } from '../report/say.js';
import { startSystem, type System } from '../system/system.js';
import { insertBare } from './bare-insert.js';
import { fileOfMany } from './file-of-many.js';

const count = Number(process.env['BENCH_PROXY_ROWS'] || 10_000);
const institutions = Number(process.env['BENCH_PROXY_INSTITUTIONS'] || 250_000);
/** Seconds from 読み込む to the last row, which are asked of 10,000 rows. */
const asked = 60;

/** 代理申請 by a CSV file: read, judged and compared with the master, filed, beside the same rows through plain pg. */
export async function proxy(): Promise<Report> {
  say('starting accounts and approval');
  const system = await startSystem('proxy', { services: ['accounts', 'approval'], own: { NODE_ENV: 'production' } });
  try {
    say(`making ${institutions} institutions`);
    await fillMaster(system.adminUrl);
    const visitor = await officialOf(system);
    const file = await fileOfMany(visitor, count);
    say(`reading ${count} rows (${Buffer.byteLength(file)} bytes)`);
    const started = performance.now();
    const preview = await sendFile(visitor, file);
    const read = seconds(started);
    say(`read in ${rounded(read)} s; filing`);
    const pressed = performance.now();
    await visitor.submit(preview, {}, '申請する');
    await eventually(async () => (await filesFiled(system)) === 1, { timeout: 600_000, what: 'the end of the file' });
    const filing = seconds(pressed);
    const filed = await numberOf(system, 'SELECT count(*)::int AS count FROM approval.reviews');
    say(`filed in ${rounded(filing)} s; the same rows through plain pg`);
    const bare = await insertBare(system.adminUrl);
    return {
      figures: [
        {
          figure: `${count} rows of CSV, from 読み込む to the last one filed`,
          unit: 's',
          value: read + filing,
          limit: asked,
          limitedBy: 'what is asked',
        },
        {
          figure: 'rows filed a second, from 申請する on',
          unit: '/s',
          value: count / filing,
          limit: count / bare,
          limitedBy: 'a plain pg insert of the same rows',
        },
      ],
      besides: { 'seconds of reading': rounded(read), 'seconds of filing': rounded(filing), institutions },
      wrong: [
        ...(filed === count ? [] : [`${filed} applications were filed of ${count} rows`]),
        ...(await twice(system)),
      ],
    };
  } finally {
    await system.stop();
  }
}

const seconds = (since: number): number => (performance.now() - since) / 1_000;

/** Institutions of all prefectures, with whose keys the rows are compared. */
async function fillMaster(adminUrl: string): Promise<void> {
  await rows(
    adminUrl,
    `INSERT INTO approval.institutions
       (id, version, prefecture, name, location, institution_code, insurance_code, name_and_address, identity_version,
        has_account)
     SELECT 'bench-' || n, 1, lpad((n % 47 + 1)::text, 2, '0'), 'name ' || n, 'location ' || n, 'code-' || n,
            lpad(n::text, 10, '0'), 'name ' || n || '|location ' || n, 1000, n % 2 = 0
     FROM generate_series(1, ${institutions}) AS n`,
  );
  await rows(adminUrl, 'ANALYZE approval.institutions');
}

async function officialOf(system: System): Promise<Visitor> {
  const { loginId, password } = personWith(system.secrets.people, 'prefecture', '46');
  const visitor = new Visitor(system.settings.urls.approval);
  const page = await visitor.submit(await visitor.get('/proxy-applications/files'), { loginId, password });
  if (page.status !== 200 || !page.html.includes('name="request"')) throw new Error(`nobody signed in: ${page.main}`);
  return visitor;
}

async function sendFile(visitor: Visitor, file: string): Promise<Answer> {
  const page = await visitor.get('/proxy-applications/files');
  const body = new FormData();
  body.set('_csrf', page.csrf);
  body.set('request', /name="request" value="([^"]+)"/.exec(page.html)?.[1] ?? '');
  body.set('file', new File([file], 'many.csv'));
  const answer = await visitor.once('/proxy-applications/files', { method: 'POST', body });
  if (answer.to === undefined) throw new Error(`the file was answered ${answer.status}: ${answer.main.slice(0, 300)}`);
  return visitor.get(answer.to);
}

async function numberOf({ adminUrl }: System, sql: string): Promise<number> {
  const [found] = await rows<{ count: number }>(adminUrl, sql);
  return found?.count ?? 0;
}

const filesFiled = (system: System): Promise<number> =>
  numberOf(system, "SELECT count(*)::int AS count FROM approval.proxy_files WHERE state = 'filed'");

/** Institutions for which more than one application was filed, and applications that were announced twice. */
async function twice(system: System): Promise<string[]> {
  const names = await numberOf(system, 'SELECT count(DISTINCT institution_name)::int AS count FROM approval.reviews');
  const told = await numberOf(
    system,
    `SELECT count(DISTINCT envelope->'aggregate'->>'id')::int AS count FROM approval.outbox
     WHERE subject = 'approval.application-approved.v1'`,
  );
  return [
    ...(names === count ? [] : [`${names} institutions were applied for of ${count}`]),
    ...(told === count ? [] : [`${told} approvals were announced of ${count}`]),
  ];
}
