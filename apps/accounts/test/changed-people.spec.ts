import { asWorker } from '@todoke/database';
import { eventually, nowhere, rows, Visitor } from '@todoke/testing';
import pg from 'pg';
import { forgetExpiredItems, ProviderStore } from '../src/identity/persistence/provider-store.js';
import { epochRead, noteEpoch, withEpochs } from '../src/identity/provider/epochs-read.js';
import { Databases } from '../src/persistence/databases.js';
import { hospital, idOf, kagoshima, password, seed } from './people.js';
import { claimsOf, relyingService, type RelyingService } from './relying-service.js';
import { running, type Running } from './running.js';

let accounts: Running;
let services: readonly RelyingService[];
let issuer: string;

beforeAll(async () => {
  const [registration, approval] = [await relyingService('registration'), await relyingService('approval')];
  services = [registration, approval];
  accounts = await running({ REGISTRATION_URL: registration.url, APPROVAL_URL: approval.url });
  issuer = `${accounts.url}/oidc`;
  await seed(accounts, [kagoshima, hospital]);
});
afterAll(async () => {
  await accounts.stop();
  await Promise.all(services.map((service) => service.stop()));
});

interface SignedInTwice {
  readonly visitor: Visitor;
  readonly id: string;
  /** The session at each of the two services. */
  readonly sids: readonly unknown[];
}

async function signedInAtBoth({ loginId }: { loginId: string }): Promise<SignedInTwice> {
  const visitor = new Visitor(accounts.url, { follows: (url) => url.startsWith(accounts.url) });
  const [first, second] = services as [RelyingService, RelyingService];
  const { url } = await first.begin(issuer);
  await visitor.submit(await visitor.get(url), { loginId, password });
  const claims = [await claimsOf(first, issuer, visitor), await claimsOf(second, issuer, visitor)];
  return { visitor, id: await idOf(accounts, loginId), sids: claims.map(({ sid }) => sid) };
}

/** What the two services were told of sessions that ended. */
const told = (): unknown[] => services.flatMap(({ logouts }) => logouts.map(({ sid }) => sid));

const operator = (sql: string, id: string): Promise<unknown> => rows(accounts.database.adminUrl, sql, [id]);
const update = (change: string) => (id: string) =>
  operator(`UPDATE accounts.identity_people SET ${change} WHERE id = $1`, id);
const asBefore = update(`state = 'active', role = 'prefecture', prefecture = '46', area = '{}'`);

describe('the sessions of a person', () => {
  it.each([
    ['is suspended', update("state = 'suspended'")],
    ['has another role', update("role = 'municipality'")],
    ['has another prefecture', update("prefecture = '36'")],
    ['has another area', update("area = '{462012}'")],
    ['has a new password', update('password_set_at = now()')],
    [
      'has another password by the hand of an operator',
      update(`password_hash = (SELECT password_hash FROM accounts.identity_people WHERE login_id = 'trial-hospital')`),
    ],
    [
      'has another password in the trial data',
      () => seed(accounts, [{ ...kagoshima, password: 'Another-2026-Todoke' }]),
    ],
  ])('who %s end at all services at once', async (_what, change) => {
    const { visitor, id, sids } = await signedInAtBoth(kagoshima);
    await change(id);
    await eventually(() => expect(told()).toEqual(expect.arrayContaining(sids)));
    expect(await visitor.get((await services[0]!.begin(issuer)).url)).toMatchObject({ h1: 'ログイン' });
    await asBefore(id);
    await seed(accounts, [kagoshima]);
  });

  it('who is suspended after the session here ended, and before those there did, end as well', async () => {
    const { id, sids } = await signedInAtBoth(kagoshima);
    const worker = new Databases(asWorker(accounts.database.workerUrl));
    await operator(
      `UPDATE accounts.identity_provider_items SET expires_at = now() - interval '4 hours'
                    WHERE account_id = $1`,
      id,
    );
    await forgetExpiredItems(worker.worker);
    await worker.onApplicationShutdown();
    await update("state = 'suspended'")(id);
    await eventually(() => expect(told()).toEqual(expect.arrayContaining([...sids])));
    await asBefore(id);
  });

  it('who is removed end as well', async () => {
    const { id, sids } = await signedInAtBoth(hospital);
    await operator('DELETE FROM accounts.identity_people WHERE id = $1', id);
    await eventually(() => expect(told()).toEqual(expect.arrayContaining([...sids])));
  });

  it('who signs in elsewhere, or whose address or password’s hash is renewed, go on', async () => {
    const { visitor, id, sids } = await signedInAtBoth(kagoshima);
    await signedInAtBoth(kagoshima);
    await update(`addresses = '{other@example.jp}', version = version + 1`)(id);
    await update(`password_hash = password_hash || '=', last_sign_in_at = now()`)(id);
    await update(`password_hash = rtrim(password_hash, '='), last_sign_in_at = now() + interval '1 second'`)(id);
    const found = `SELECT 1 FROM accounts.identity_provider_items WHERE model = 'EndedSession'
                   UNION ALL SELECT 1 FROM accounts.identity_pending_logouts WHERE person = $1`;
    expect(await operator(found, id)).toEqual([]);
    expect(told()).not.toEqual(expect.arrayContaining([sids[0]]));
    expect((await claimsOf(services[0]!, issuer, visitor))['sid']).toBe(sids[0]);
  });
});

/** Changes a person after a request has read what belongs to the person, and before it saves anything. */
async function changedDuring(request: () => Promise<unknown>, change: string, id: string): Promise<void> {
  const client = new pg.Client({ connectionString: accounts.database.adminUrl });
  await client.connect();
  // It may be read, and written by nobody else.
  await client.query('BEGIN; LOCK TABLE accounts.identity_provider_items IN SHARE MODE');
  const answered = request();
  // A job that removes expired items may wait as well, on connections of the worker.
  const waiting = `SELECT 1 FROM pg_locks JOIN pg_stat_activity USING (pid)
    WHERE NOT granted AND relation = 'accounts.identity_provider_items'::regclass AND usename = 'accounts_app'`;
  await eventually(async () => expect((await client.query(waiting)).rowCount).not.toBe(0));
  await client.query(`UPDATE accounts.identity_people SET ${change} WHERE id = $1`, [id]);
  await client.query('COMMIT');
  await client.end();
  await answered;
}

const kept = (id: string): Promise<unknown> =>
  operator(`SELECT model FROM accounts.identity_provider_items WHERE account_id = $1 AND model <> 'EndedSession'`, id);

describe.each([
  ['is suspended', "state = 'suspended'"],
  ['has a new password', 'password_set_at = now()'],
])('who %s while a request of an older session is under way', (_what, change) => {
  beforeEach(() => seed(accounts, [kagoshima]));

  const begun = async (): Promise<string> => (await services[0]!.begin(issuer)).url;

  it('is not signed in again by what that request saves', async () => {
    const { visitor, id } = await signedInAtBoth(kagoshima);
    const { url, finish } = await services[0]!.begin(issuer);
    let callback = '';
    const ask = async () => (callback = (await visitor.get(url)).way.at(-1) ?? '');
    await changedDuring(ask, change, id);
    expect(await kept(id)).toEqual([]);
    await expect(finish(callback)).rejects.toThrow();
    expect(await visitor.get(await begun())).toMatchObject({ h1: 'ログイン' });
  });

  it('is not signed in by a password that was right before', async () => {
    const visitor = new Visitor(accounts.url);
    const login = await visitor.get('/login');
    const id = await idOf(accounts, kagoshima.loginId);
    await changedDuring(() => visitor.submit(login, { loginId: kagoshima.loginId, password }), change, id);
    expect(await kept(id)).toEqual([]);
    expect(await visitor.get('/destinations')).toMatchObject({ h1: 'ログイン' });
  });

  it('is not signed in by the step after such a password', async () => {
    const visitor = new Visitor(accounts.url, { follows: nowhere });
    const login = await new Visitor(accounts.url).inBrowserOf(visitor).get('/login');
    const { to } = await visitor.submit(login, { loginId: kagoshima.loginId, password });
    const id = await idOf(accounts, kagoshima.loginId);
    await changedDuring(() => visitor.get(to ?? ''), change, id);
    expect(await kept(id)).toEqual([]);
    expect(await visitor.follow('/destinations')).toMatchObject({ h1: 'ログイン' });
  });

  it('gets no token for what was granted before', async () => {
    const id = await idOf(accounts, kagoshima.loginId);
    const databases = new Databases(asWorker(accounts.database.workerUrl));
    const browser = { takes: () => false, keep: fail, find: () => Promise.resolve(undefined), forget: () => false };
    const storeOf = (model: string) => new ProviderStore(model, databases.worker, browser, { noteEpoch, epochRead });
    await withEpochs(async () => {
      await storeOf('AuthorizationCode').upsert(`code ${change}`, { accountId: id }, 60);
      await storeOf('AuthorizationCode').find(`code ${change}`);
      await update(change)(id);
      await expect(storeOf('AccessToken').upsert('token', { accountId: id }, 60)).rejects.toThrow();
      for (const model of ['Session', 'Grant', 'RefreshToken'])
        await storeOf(model).upsert(model, { accountId: id }, 60);
    });
    expect(await kept(id)).toEqual([]);
    await databases.onApplicationShutdown();
  });
});

const fail = (): Promise<never> => Promise.reject(new Error('it belongs to nobody'));
