import { accountVoidingRequested } from '@todoke/events';
import { again, eventually, exampleEvent, Visitor } from '@todoke/testing';
import { announced, approved, type IssuedAccount, mailOutcome, statusOf, untilStatus } from './issued.js';
import { issue } from './issuing.js';
import { logIn, secretariat, seed, signedIn } from './people.js';
import { friday, running, type Running } from './running.js';

let accounts: Running;
let official: Visitor;
beforeAll(async () => {
  accounts = await running();
  await seed(accounts, [secretariat]);
  official = await signedIn(accounts, secretariat);
});
afterAll(() => accounts.stop());
beforeEach(() => accounts.clock.set(friday));

const asked = ({ number }: Pick<IssuedAccount, 'number'>, prefecture = '46') =>
  exampleEvent(accountVoidingRequested, { data: { number, prefecture } });

/** Told that ② was given up, then asked to void the account. */
async function givenUp(account: IssuedAccount): Promise<void> {
  await accounts.nats.publishAs(mailOutcome('failed', 'M5', account.number));
}

const whyKept = (number: string) =>
  eventually(async () => {
    const refused = await announced(accounts, 'account-voiding-refused', number);
    expect(refused).toHaveLength(1);
    return refused[0]!.data['why'];
  });

describe('an account whose mail ② was given up (R58)', () => {
  it('is voided when its prefecture asks, however often, and the institution may apply again', async () => {
    const facts = {
      institutionName: '届かない薬局',
      institutionCode: '2000000001',
      insuranceCode: '4640200001',
    };
    const account = await issue(accounts, official, { items: facts });
    await givenUp(account);
    const event = asked(account);
    await accounts.nats.publishAs(event);
    await untilStatus(accounts, account.number, 'voided');
    await accounts.nats.publishAs(again(event));
    accounts.clock.set(friday);
    // What comes after it is taken after it.
    const next = await issue(accounts, official, { items: facts });
    expect(await announced(accounts, 'account-voided', account.number)).toHaveLength(1);
    expect(await announced(accounts, 'account-voiding-refused', account.number)).toEqual([]);
    expect(next.loginId).not.toBe(account.loginId);
    expect(await new Visitor(accounts.url).get(`/password/${account.token}`)).toMatchObject({ status: 410 });
    expect(await logIn(new Visitor(accounts.url), account.loginId, 'Whatever-1')).toMatchObject({ status: 422 });
  });

  it('waits for the outcome of ② where the request is told first', async () => {
    const account = await issue(accounts, official);
    await accounts.nats.publishAs(asked(account));
    await givenUp(account);
    await untilStatus(accounts, account.number, 'voided');
  });

  it('waits for the application where it is told first', async () => {
    const event = approved({
      items: { institutionName: '後から薬局', insuranceCode: '4640200009', institutionCode: '' },
    });
    await accounts.nats.publishAs(asked(event.data));
    await accounts.nats.publishAs(event);
    await untilStatus(accounts, event.data.number, 'to-check');
    expect(await announced(accounts, 'account-voiding-refused', event.data.number)).toEqual([]);
  });

  it('stays where a password was set meanwhile, and the prefecture is told', async () => {
    const account = await issue(accounts, official);
    const visitor = new Visitor(accounts.url);
    const typed = { password: 'Kokoro-no-Todoke-77', confirmation: 'Kokoro-no-Todoke-77' };
    await visitor.submit(await visitor.get(`/password/${account.token}`), typed);
    await givenUp(account);
    await accounts.nats.publishAs(asked(account));
    expect(await whyKept(account.number)).toBe('password-set');
    expect(await statusOf(accounts, account.number)).toBe('issued');
  });

  it('stays where ② arrived, and where another prefecture asks', async () => {
    const [arrived, elsewhere] = [await issue(accounts, official), await issue(accounts, official)];
    await accounts.nats.publishAs(mailOutcome('accepted', 'M5', arrived.number));
    const page = () => official.get(`/secretariat/applications/${arrived.number}`);
    await eventually(async () => expect((await page()).main).toContain('利用案内メール 送信完了'));
    await accounts.nats.publishAs(asked(arrived));
    expect(await whyKept(arrived.number)).toBe('guidance-accepted');
    await accounts.nats.publishAs(asked(elsewhere, '36'));
    expect(await whyKept(elsewhere.number)).toBe('not-issued');
    for (const { number } of [arrived, elsewhere]) expect(await statusOf(accounts, number)).toBe('issued');
  });
});
