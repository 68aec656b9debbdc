import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { KeySet } from '@todoke/messaging';
import {
  eventually,
  type FreshDatabase,
  type FreshNats,
  rows,
  type ServiceProcess,
  testBed,
  type TestBed,
  Visitor,
} from '@todoke/testing';
import { accounts as service } from '../src/accounts.service.js';
import type { Config } from '../src/config.js';
import { announced, approved, issuedFor, mailOutcome, untilStatus } from './issued.js';
import { logIn, password, secretariat as anyone, seed } from './people.js';
import { relyingService, type RelyingService } from './relying-service.js';
import { ownEnvironment, type Running } from './running.js';

/** A whole life of an account, in a process as production runs it, and then a search for what may be nowhere. */
let bed: TestBed<Config, NestFastifyApplication>;
let database: FreshDatabase;
let nats: FreshNats;
let accounts: ServiceProcess;
let privateKeys: KeySet;
let registration: RelyingService;
/** A login ID that is no other word of this service. */
const secretariat = { ...anyone, loginId: 'kensa-gakari' };
const secrets: Record<string, string> = {};
let number: string;
const chosen = 'Kokoro-no-Todoke-77';

beforeAll(async () => {
  bed = await testBed(service);
  ({ database, nats } = bed);
  registration = await relyingService('registration');
  const own = await ownEnvironment({
    LOG_LEVEL: 'trace',
    GUIDANCE_MAIL_WAIT: 'PT1S',
    REGISTRATION_URL: registration.url,
  });
  ({ privateKeys } = own);
  accounts = await bed.spawn(own.environment);
  await accounts.ready();
  await live();
});
afterAll(async () => {
  await bed.stop();
  await registration.stop();
});

async function live(): Promise<void> {
  const here = { database } as Running;
  await seed(here, [secretariat]);
  const official = new Visitor(accounts.url);
  await logIn(official, secretariat.loginId);
  const event = approved();
  number = event.data.number;
  await nats.publishAs(event);
  await untilStatus(here, number, 'to-check');
  await official.submit(await official.get(`/secretariat/applications/${number}`));
  await nats.publishAs(mailOutcome('accepted', 'M4', number, new Date()));
  const { token, loginId } = await issuedFor({ ...here, privateKeys }, number);

  const person = new Visitor(accounts.url, { follows: (url) => !url.startsWith(registration.url) });
  const set = await person.submit(await person.get(`/password/${token}`), { password: chosen, confirmation: chosen });
  const { url, finish } = await registration.begin(`${accounts.url}/oidc`);
  const callback = (await person.get(url)).way.at(-1) ?? '';
  const tokens = await finish(callback);
  const failing = new Visitor(accounts.url);
  const form = await failing.get('/login');
  await failing.submit(form, { loginId, password: 'Wrong-Password-1234' });
  await failing.submit(await failing.get('/password-reset'), { loginId });
  await eventually(async () => expect(await nats.published('accounts.password-reset-requested.v1')).toHaveLength(1));
  Object.assign(secrets, {
    'link token': token,
    password: chosen,
    'seeded password': password,
    'wrong password': 'Wrong-Password-1234',
    'authorization code': new URL(callback).searchParams.get('code') ?? '',
    'access token': tokens.access_token,
    'ID token signature': (tokens.id_token ?? '').split('.')[2] ?? '',
    interaction: new URL(form.url).pathname.split('/').at(-1) ?? '',
    'finished interaction': /\/login\/([\w-]+)/.exec(set.way.join(' '))?.[1] ?? '',
    'session at the provider': decodeURIComponent(person.cookie('accounts_provider') ?? ''),
    ticket: person.seenCookie('accounts_ticket') ?? '',
  });
}

const forms = (secret: string): string[] => [
  secret,
  Buffer.from(secret).toString('base64').replace(/=+$/, ''),
  Buffer.from(secret).toString('base64url'),
  Buffer.from(secret).toString('hex'),
];

/** Every row of every table of the schema, as text. */
async function everyRow(): Promise<{ place: string; text: string }[]> {
  const tables = await rows<{ name: string }>(
    database.adminUrl,
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'accounts'",
  );
  const found = await Promise.all(
    tables.map(async ({ name }) => {
      const all = await rows<{ text: string }>(database.adminUrl, `SELECT t::text AS text FROM accounts."${name}" t`);
      return all.map(({ text }) => ({ place: name, text }));
    }),
  );
  return found.flat();
}

async function everywhere(): Promise<{ place: string; text: string }[]> {
  const stream: { place: string; text: string }[] = [];
  const { state } = await nats.manager.streams.info('ACCOUNTS');
  for (let seq = state.first_seq; seq <= state.last_seq; seq += 1) {
    const message = await nats.manager.streams.getMessage('ACCOUNTS', { seq });
    if (message !== null) stream.push({ place: 'stream', text: message.string() });
  }
  return [...(await everyRow()), ...stream, { place: 'log', text: accounts.output() }];
}

const placesOf = (all: { place: string; text: string }[], needles: string[]): string[] => [
  ...new Set(all.filter(({ text }) => needles.some((needle) => text.includes(needle))).map(({ place }) => place)),
];

it('the search finds what is there', async () => {
  const all = await everywhere();
  expect(placesOf(all, [number])).toEqual(
    expect.arrayContaining(['outbox', 'issuance_applications', 'audit', 'stream']),
  );
  expect(placesOf(all, ['accounts.account-issued.v1'])).toEqual(expect.arrayContaining(['outbox', 'stream']));
  expect(placesOf(all, ['/password/:token'])).toEqual(['log']);
  expect(placesOf(all, ['$argon2id$v=19$m=19456'])).toEqual(['identity_people']);
  expect((await announced({ database }, 'account-issued', number))[0]?.data['sealedToken']).toMatch(/^eyJ/);
});

it('no password, token, code or session is anywhere in clear or in base64', async () => {
  const all = await everywhere();
  for (const [name, secret] of Object.entries(secrets)) {
    expect(`${name}: ${secret.length > 15 ? 'long enough to be searched for' : secret}`).toBe(
      `${name}: long enough to be searched for`,
    );
    expect({ name, places: placesOf(all, forms(secret)) }).toEqual({ name, places: [] });
  }
});

it('the log names nobody: no address, login ID, institution or path with a value', async () => {
  const [event] = await announced({ database }, 'account-issued', number);
  const { loginId, address, institutionName } = event?.data as Record<string, string>;
  for (const personal of [
    loginId,
    address,
    institutionName,
    'サンプル薬局',
    '鴨池',
    '127.0.0.1:',
    secretariat.loginId,
  ]) {
    expect(accounts.output().replaceAll(/"(?:at|port)":[^}]*/g, '')).not.toContain(personal);
  }
});
