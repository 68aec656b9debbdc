import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import pg from 'pg';
import { eventually, type FreshDatabase, rows, type ServiceProcess, testBed, type TestBed } from '@todoke/testing';
import { accounts } from '../src/accounts.service.js';
import type { Config } from '../src/config.js';
import { approved } from './issued.js';
import { ownEnvironment } from './running.js';

/** Several processes at once, and processes that are killed. */
let bed: TestBed<Config, NestFastifyApplication>;
let database: FreshDatabase;

beforeEach(async () => {
  bed = await testBed(accounts);
  ({ database } = bed);
});
afterEach(() => bed.stop());

const start = async (extra: NodeJS.ProcessEnv = {}): Promise<ServiceProcess> =>
  bed.spawn((await ownEnvironment(extra)).environment);

/** Applications whose ② is due, each of another institution of Tokyo. */
async function due(count: number, prefecture = '13'): Promise<void> {
  for (let serial = 1; serial <= count; serial += 1) {
    const code = String(serial).padStart(10, '0');
    const { data } = approved({
      prefecture,
      items: {
        prefecture,
        institutionName: `第${serial}薬局`,
        institutionCode: code,
        insuranceCode: code,
        municipality: '千代田区',
      },
    });
    await rows(
      database.adminUrl,
      `INSERT INTO accounts.issuance_applications
         (number, prefecture, route, items, address, approved_by, approved_at, submitted_at, status, decision,
          checked_by, checked_at, pre_notice_accepted_at, guidance_due_at, changed_at)
       VALUES ($1, $2, 'self', $3, $4, 'official', $5, $5, 'guidance-waiting', '{"kind":"new","notThese":[]}',
               'official', $5, $5, $5, $5)`,
      [data.number, prefecture, JSON.stringify(data.items), data.address, '2026-11-01T00:00:00+09:00'],
    );
  }
}

const count = async (sql: string): Promise<number> => (await rows(database.adminUrl, sql)).length;
const issued = () => count("SELECT 1 FROM accounts.issuance_applications WHERE status = 'issued'");

async function expectOneAccountEach(expected: number): Promise<void> {
  expect(await count('SELECT 1 FROM accounts.identity_people')).toBe(expected);
  expect(await count('SELECT 1 FROM accounts.institutions_institutions')).toBe(expected);
  expect(await count('SELECT 1 FROM accounts.identity_password_links')).toBe(expected);
  const event =
    "SELECT DISTINCT envelope->'data'->>'number' FROM accounts.outbox WHERE subject = 'accounts.account-issued.v1'";
  expect(await count(event)).toBe(expected);
  expect(await count("SELECT 1 FROM accounts.outbox WHERE subject = 'accounts.account-issued.v1'")).toBe(expected);
}

it('three processes share what is due, and nothing is issued twice', async () => {
  await due(120);
  const started = await Promise.all([start(), start(), start()]);
  await Promise.all(started.map((one) => one.ready()));
  await eventually(async () => expect(await issued()).toBe(120));
  await expectOneAccountEach(120);
});

it('a process killed between claim and commit leaves nothing behind, and another does its work once', async () => {
  await due(5);
  // The master of Tokyo is held here, so the process stops after it has claimed and before it can commit.
  const holder = new pg.Client({ connectionString: database.adminUrl });
  await holder.connect();
  await holder.query("SELECT pg_advisory_lock(hashtext('institutions-master'), 13)");
  const first = await start();
  await first.ready();
  const waiting = `SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
                   AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
  await eventually(async () => expect(await count(waiting)).toBe(1));
  await first.end('SIGKILL');
  await holder.end();
  expect(await issued()).toBe(0);
  await expectOneAccountEach(0);

  await (await start()).ready();
  await eventually(async () => expect(await issued()).toBe(5));
  await expectOneAccountEach(5);
});

it('one that cannot be issued holds up none of the others, and is tried again', async () => {
  await due(3);
  const broken = `UPDATE accounts.issuance_applications SET items = items || '{"institutionType":"unheard-of"}'
                  WHERE number = (SELECT min(number) FROM accounts.issuance_applications)`;
  await rows(database.adminUrl, broken);
  const started = await start();
  await started.ready();
  await eventually(async () => expect(await issued()).toBe(2));
  await eventually(async () =>
    expect(await count('SELECT 1 FROM accounts.issuance_applications WHERE retry_at IS NOT NULL')).toBe(1),
  );
  await expectOneAccountEach(2);
  await eventually(() => expect(started.output()).toContain('an account could not be issued'));
});

it('without NATS it signs people in, says what is unavailable, and ends cleanly when told to', async () => {
  const started = await start({ NATS_URL: 'nats://127.0.0.1:9' });
  await started.ready();
  const ready = (await (await fetch(`${started.url}/health/ready`)).json()) as object;
  expect(ready).toMatchObject({ status: 'degraded', checks: { database: 'ok', nats: 'unavailable' } });
  expect((await fetch(`${started.url}/password-reset`)).status).toBe(200);
  expect(await started.end('SIGTERM')).toBe(0);
});

it('a bad setting is named, without its value', async () => {
  const started = await start({ OIDC_SIGNING_KEYS: '{"keys":["super-secret"]}', GUIDANCE_MAIL_WAIT: 'tomorrow' });
  expect(await started.ended).toBe(1);
  expect(started.output()).toContain('OIDC_SIGNING_KEYS');
  expect(started.output()).toContain('GUIDANCE_MAIL_WAIT: must be next-business-day or an ISO 8601 duration');
  expect(started.output()).not.toContain('super-secret');
});

it('every line that it writes is JSON', async () => {
  const started = await start();
  await started.ready();
  await fetch(`${started.url}/login`);
  await fetch(`${started.url}/oidc/auth`);
  const lines = started.output().trim().split('\n');
  expect(lines.length).toBeGreaterThan(2);
  for (const line of lines) expect(JSON.parse(line)).toMatchObject({ service: 'accounts' });
});
