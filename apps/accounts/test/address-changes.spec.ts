import { randomUUID } from 'node:crypto';
import { addressChangeRequested, type DataOf } from '@todoke/events';
import { unseal } from '@todoke/messaging';
import { again, eventually, exampleEvent, rows, Visitor } from '@todoke/testing';
import { announced, type IssuedAccount, mailOutcome, statusOf } from './issued.js';
import { issue } from './issuing.js';
import { idOf, kagoshima, logIn, secretariat, seed, signedIn } from './people.js';
import { friday, running, type Running } from './running.js';

let accounts: Running;
let official: Visitor;
beforeAll(async () => {
  accounts = await running();
  await seed(accounts, [secretariat, kagoshima]);
  official = await signedIn(accounts, secretariat);
});
afterAll(() => accounts.stop());
beforeEach(() => accounts.clock.set(friday));

/** To which mail ② went. */
const oldAddress = 'yakkyoku@example.jp';
const password = 'Kokoro-no-Todoke-77';
let serial = 0;

type Requested = DataOf<typeof addressChangeRequested>;

function requested(account: Pick<IssuedAccount, 'institution'>, change: Partial<Requested> = {}) {
  const request = randomUUID();
  const told = { request, prefecture: '46', institution: account.institution, oldAddress, shared: false };
  const newAddress = `new-${(serial += 1)}@example.jp`;
  return exampleEvent(addressChangeRequested, { id: request, version: 2, data: { ...told, newAddress, ...change } });
}

/** Tells a request. @returns what is answered, once it is */
async function answered(event: ReturnType<typeof requested>) {
  await accounts.nats.publishAs(event);
  return eventually(async () => {
    const answers = [
      ...(await announced(accounts, 'address-changed', event.data.request)),
      ...(await announced(accounts, 'address-change-refused', event.data.request)),
    ];
    expect(answers).toHaveLength(1);
    return answers[0]!;
  });
}

const addressesOf = async (loginId: string): Promise<readonly string[]> =>
  (
    await rows<{ addresses: string[] }>(
      accounts.database.adminUrl,
      'SELECT addresses FROM accounts.identity_people WHERE login_id = $1',
      [loginId],
    )
  )[0]?.addresses ?? [];

async function setPassword(token: string): Promise<Visitor> {
  const visitor = new Visitor(accounts.url);
  const typed = { password, confirmation: password };
  const done = await visitor.submit(await visitor.get(`/password/${token}`), typed);
  expect(done).toMatchObject({ h1: '接続先選択' });
  return visitor;
}

/** Asks for a new password, as 「パスワードをお忘れですか？」 does. @returns to which address, and the link's token */
async function resetFor(loginId: string): Promise<{ address: unknown; token: string }> {
  const visitor = new Visitor(accounts.url);
  await visitor.submit(await visitor.get('/password-reset'), { loginId });
  const event = (await announced(accounts, 'password-reset-requested')).at(-1)!;
  return {
    address: event.data['address'],
    token: await unseal(accounts.privateKeys, event.data['sealedToken'] as string),
  };
}

describe('an address that a prefecture asks to change (R59, R81, R164)', () => {
  it('is changed and told with the login ID, however often it is asked for (R82)', async () => {
    const account = await issue(accounts, official);
    const event = requested(account);
    const { newAddress } = event.data;
    const answer = await answered(event);
    expect(answer).toMatchObject({
      subject: 'accounts.address-changed.v1',
      data: {
        request: event.data.request,
        loginId: account.loginId,
        addresses: [newAddress],
        institution: account.institution,
      },
    });
    await accounts.nats.publishAs(again(event));
    await answered(requested(account));
    expect(await announced(accounts, 'address-changed', event.data.request)).toHaveLength(1);
    expect(await addressesOf(account.loginId)).toEqual([newAddress]);
    const person = await idOf(accounts, account.loginId);
    expect((await announced(accounts, 'person-changed', person)).at(-1)?.data['addresses']).toEqual([newAddress]);
    const audited = `SELECT actor, action FROM accounts.audit WHERE subject = $1 ORDER BY id DESC LIMIT 1`;
    expect(await rows(accounts.database.adminUrl, audited, [person])).toEqual([
      { actor: event.data.requestedBy, action: 'person.addresses-changed' },
    ]);
  });

  it('cannot set the password any more, and the new one can, where none was set yet (R164)', async () => {
    const account = await issue(accounts, official);
    const event = requested(account);
    await answered(event);
    const old = await new Visitor(accounts.url).get(`/password/${account.token}`);
    expect(old).toMatchObject({ status: 410, h1: 'このURLは無効になりました' });
    expect(old.main).toContain('変更前のメールアドレスに届いたURLはご利用になれません');
    const reset = await resetFor(account.loginId);
    expect(reset.address).toBe(event.data.newAddress);
    await setPassword(reset.token);
    expect(await logIn(new Visitor(accounts.url), account.loginId, password)).toMatchObject({ h1: '接続先選択' });
  });

  it('takes with it the sessions and links of its time; the password stays (R164)', async () => {
    const account = await issue(accounts, official);
    const inside = await setPassword(account.token);
    const before = await resetFor(account.loginId);
    expect(before.address).toBe(oldAddress);
    await answered(requested(account));
    expect(await new Visitor(accounts.url).get(`/password/${before.token}`)).toMatchObject({ status: 410 });
    await eventually(async () => expect(await inside.get('/destinations')).toMatchObject({ h1: 'ログイン' }));
    expect(await logIn(new Visitor(accounts.url), account.loginId, password)).toMatchObject({ h1: '接続先選択' });
  });

  it('voids nothing where ② bounces at the old address afterwards (R58)', async () => {
    const account = await issue(accounts, official);
    await answered(requested(account));
    await accounts.nats.publishAs(mailOutcome('bounced', 'M5', account.number));
    const noted = 'SELECT guidance FROM accounts.issuance_applications WHERE number = $1';
    await eventually(async () =>
      expect(await rows(accounts.database.adminUrl, noted, [account.number])).toEqual([{ guidance: 'bounced' }]),
    );
    expect(await statusOf(accounts, account.number)).toBe('issued');
  });

  it('is that of another account where the official said so, and else refused (R59)', async () => {
    const [one, other] = [await issue(accounts, official), await issue(accounts, official)];
    const first = requested(one);
    const { newAddress } = first.data;
    await answered(first);
    const refused = await answered(requested(other, { newAddress }));
    expect(refused.data['why']).toBe('new-address-used');
    expect(await addressesOf(other.loginId)).toEqual([oldAddress]);
    expect(await answered(requested(other, { newAddress, shared: true }))).toMatchObject({
      subject: 'accounts.address-changed.v1',
    });
  });

  it.each([
    ['old-address-differs', { oldAddress: 'somebody-else@example.jp' }],
    ['no-institution', { prefecture: '36' }],
    ['no-institution', { institution: randomUUID() }],
    ['no-institution', { institution: 'no-uuid' }],
    ['same-address', { newAddress: oldAddress }],
  ])('is refused with a reason, once: %s (R164)', async (why, change) => {
    const account = await issue(accounts, official);
    const event = requested(account, change);
    expect(await answered(event)).toMatchObject({
      subject: 'accounts.address-change-refused.v1',
      data: { request: event.data.request, why },
    });
    await accounts.nats.publishAs(again(event));
    await answered(requested(account));
    expect(await announced(accounts, 'address-change-refused', event.data.request)).toHaveLength(1);
  });

  it('is refused where the institution has no account (R59)', async () => {
    const account = await issue(accounts, official);
    await accounts.nats.publishAs(mailOutcome('bounced', 'M5', account.number));
    await eventually(async () => expect(await statusOf(accounts, account.number)).toBe('voided'));
    // The institution was added with that account, and is as good as none.
    expect((await answered(requested(account))).data['why']).toBe('no-institution');
  });
});
