import { asWorker } from '@todoke/database';
import { eventually, rows, Visitor } from '@todoke/testing';
import { forgetExpiredItems } from '../src/identity/persistence/provider-store.js';
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
    const found = `SELECT 1 FROM accounts.identity_provider_items WHERE model = 'EndedSession'
                   UNION ALL SELECT 1 FROM accounts.identity_pending_logouts WHERE person = $1`;
    expect(await operator(found, id)).toEqual([]);
    expect(told()).not.toEqual(expect.arrayContaining([sids[0]]));
    expect((await claimsOf(services[0]!, issuer, visitor))['sid']).toBe(sids[0]);
  });
});
