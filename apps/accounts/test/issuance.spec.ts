import { type Answer, eventually, rows, Visitor } from '@todoke/testing';
import { announced, approved, issuedFor, mailOutcome, statusOf, untilStatus } from './issued.js';
import { hospital, logIn, secretariat, seed, signedIn } from './people.js';
import { friday, running, type Running } from './running.js';

let accounts: Running;
let official: Visitor;
beforeAll(async () => {
  accounts = await running();
  await seed(accounts, [secretariat, hospital]);
  official = await signedIn(accounts, secretariat);
});
afterAll(() => accounts.stop());
beforeEach(async () => {
  accounts.clock.set(friday);
  await rows(accounts.database.adminUrl, 'TRUNCATE accounts.issuance_applications');
});

type Change = Parameters<typeof approved>[0];
let serial = 0;

/** An institution that nobody has heard of yet. */
function stranger(items: NonNullable<Change>['items'] = {}): NonNullable<Change> {
  serial += 1;
  const code = String(serial).padStart(6, '0');
  return {
    items: {
      institutionName: `第${serial}薬局`,
      institutionCode: `1000${code}`,
      insuranceCode: `4640${code}`,
      ...items,
    },
  };
}

/** Told by approval and here. @returns its number */
async function arrived(change?: Change): Promise<string> {
  const event = approved(change);
  await accounts.nats.publishAs(event);
  await untilStatus(accounts, event.data.number, 'to-check');
  return event.data.number;
}

const pageOf = (number: string): Promise<Answer> => official.get(`/secretariat/applications/${number}`);
const complete = async (number: string, fields: Record<string, string> = {}): Promise<Answer> =>
  official.submit(await pageOf(number), fields);

async function hear(...outcome: Parameters<typeof mailOutcome>): Promise<void> {
  await accounts.nats.publishAs(mailOutcome(...outcome));
}

/** Through the check and ① until the account is issued on Monday morning. */
async function issue(change: Change): Promise<string> {
  const number = await arrived(change);
  await complete(number);
  await hear('accepted', 'M4', number);
  await untilStatus(accounts, number, 'guidance-waiting');
  accounts.clock.set(new Date('2026-11-24T09:00:00+09:00'));
  await untilStatus(accounts, number, 'issued');
  return number;
}

const told = async (number: string): Promise<string[]> =>
  (
    await rows<{ subject: string }>(
      accounts.database.adminUrl,
      "SELECT subject FROM accounts.outbox WHERE envelope->'aggregate'->>'id' = $1 ORDER BY position",
      [number],
    )
  ).map(({ subject }) => subject);

describe('a new institution (R46, R47, R67–R69)', () => {
  it('is checked, gets ①, and on the next business day its account (R165)', async () => {
    const number = await arrived(stranger());
    const page = await pageOf(number);
    expect(page.main).toContain('台帳に一致する機関はありません');
    expect(page.main).toContain('事前確認メールを送信します');
    expect(await complete(number)).toMatchObject({ status: 200, url: page.url });
    expect(await statusOf(accounts, number)).toBe('pre-notice-sent');
    expect(await told(number)).toEqual(['accounts.pre-notice-wanted.v1']);

    await hear('accepted', 'M4', number);
    await untilStatus(accounts, number, 'guidance-waiting');
    expect((await pageOf(number)).main).toContain('利用案内メールの送信予定 2026年11月24日 9:00');
    accounts.clock.set(new Date('2026-11-24T08:59:59.999+09:00'));
    // Another, due earlier, is issued now: so what is due was looked for, and this one was not.
    const earlier = await arrived(stranger());
    await complete(earlier);
    await hear('accepted', 'M4', earlier, new Date('2026-11-19T12:00:00+09:00'));
    await untilStatus(accounts, earlier, 'issued');
    expect(await statusOf(accounts, number)).toBe('guidance-waiting');
    accounts.clock.set(new Date('2026-11-24T09:00:00+09:00'));

    const { loginId, token, institution } = await issuedFor(accounts, number);
    const visitor = new Visitor(accounts.url);
    const typed = { password: 'Kokoro-no-Todoke-77', confirmation: 'Kokoro-no-Todoke-77' };
    expect(await visitor.submit(await visitor.get(`/password/${token}`), typed)).toMatchObject({ h1: '接続先選択' });
    expect(await logIn(new Visitor(accounts.url), loginId, typed.password)).toMatchObject({ h1: '接続先選択' });
    const [last] = (await announced(accounts, 'institution-changed', institution)).slice(-1);
    expect(last?.data).toMatchObject({
      permissions: ['pharmacy'],
      hasAccount: true,
      location: '鹿児島県鹿児島市鴨池新町１０番１号',
    });
    expect(await announced(accounts, 'account-issued', number)).toHaveLength(1);
  });

  it('waits over the new year: ① taken on 28 December, ② not before 4 January', async () => {
    const number = await arrived(stranger());
    await complete(number);
    await hear('accepted', 'M4', number, new Date('2026-12-28T18:00:00+09:00'));
    await untilStatus(accounts, number, 'guidance-waiting');
    const [row] = await rows<{ due: Date }>(
      accounts.database.adminUrl,
      'SELECT guidance_due_at AS due FROM accounts.issuance_applications',
    );
    expect(row?.due).toEqual(new Date('2027-01-04T09:00:00+09:00'));
  });

  it.each(['bounced', 'failed'] as const)('ends where ① %s, and may apply again (R68)', async (kind) => {
    const facts = stranger();
    const number = await arrived(facts);
    await complete(number);
    await hear(kind, 'M4', number);
    await untilStatus(accounts, number, 'pre-notice-undeliverable');
    expect((await announced(accounts, 'application-closed', number)).at(-1)?.data).toMatchObject({
      reason: 'pre-notice-undeliverable',
    });
    await hear('accepted', 'M4', number);
    const again = await issue(facts);
    expect(await statusOf(accounts, number)).toBe('pre-notice-undeliverable');
    expect(await statusOf(accounts, again)).toBe('issued');
  });

  it('a bounce of ① that comes while it waits ends it as well', async () => {
    const number = await arrived(stranger());
    await complete(number);
    await hear('accepted', 'M4', number);
    await untilStatus(accounts, number, 'guidance-waiting');
    await hear('bounced', 'M4', number);
    await untilStatus(accounts, number, 'pre-notice-undeliverable');
  });
});

describe('mail ② that does not arrive (R58)', () => {
  it('voids an account without a password: no match, dead login ID and link, a new application is taken', async () => {
    const facts = stranger();
    const number = await issue(facts);
    const { loginId, token, institution } = await issuedFor(accounts, number);
    await hear('bounced', 'M5', number);
    await untilStatus(accounts, number, 'voided');
    expect((await announced(accounts, 'account-voided', number)).map(({ data }) => data['reason'])).toEqual([
      'guidance-undeliverable',
    ]);
    expect((await announced(accounts, 'institution-changed', institution)).at(-1)?.data).toMatchObject({
      hasAccount: false,
      permissions: [],
    });
    expect(await new Visitor(accounts.url).get(`/password/${token}`)).toMatchObject({
      status: 410,
      h1: 'このURLは無効になりました',
    });
    expect(await logIn(new Visitor(accounts.url), loginId, 'Whatever-1')).toMatchObject({ status: 422 });

    accounts.clock.set(friday);
    const again = await arrived(facts);
    expect((await pageOf(again)).main).toContain('台帳に一致する機関はありません');
    await complete(again);
    await hear('accepted', 'M4', again);
    await untilStatus(accounts, again, 'guidance-waiting');
    accounts.clock.set(new Date('2026-11-24T09:00:00+09:00'));
    const fresh = await issuedFor(accounts, again);
    expect(fresh.loginId).not.toBe(loginId);
  });

  it('keeps an account whose password was set meanwhile', async () => {
    const number = await issue(stranger());
    const { token } = await issuedFor(accounts, number);
    const visitor = new Visitor(accounts.url);
    await visitor.submit(await visitor.get(`/password/${token}`), {
      password: 'Kokoro-no-Todoke-77',
      confirmation: 'Kokoro-no-Todoke-77',
    });
    await hear('bounced', 'M5', number);
    await eventually(async () => expect((await pageOf(number)).main).toContain('利用案内メール 不達'));
    expect(await statusOf(accounts, number)).toBe('issued');
    expect(await announced(accounts, 'account-voided', number)).toHaveLength(0);
  });

  it('is shown where it was merely given up, and the account stays', async () => {
    const number = await issue(stranger());
    await hear('failed', 'M5', number);
    await eventually(async () => expect((await pageOf(number)).main).toContain('利用案内メール 送信できず'));
    expect(await statusOf(accounts, number)).toBe('issued');
  });
});

describe('an institution that has an account', () => {
  const existing = {
    institutionName: hospital.institution ?? '',
    institutionType: 'hospital' as const,
    street: '試用町１番１号',
    institutionCode: '7777777777',
    insuranceCode: '',
  };

  it('with the permission: 対応不要, and no mail at all (R72)', async () => {
    const facts = stranger();
    await issue(facts);
    const number = await arrived(facts);
    expect((await pageOf(number)).main).toContain('「対応不要」として終了します');
    await complete(number);
    expect(await statusOf(accounts, number)).toBe('nothing-to-do');
    expect(await told(number)).toEqual(['accounts.application-closed.v1']);
  });

  it.each(['self', 'proxy'] as const)(
    'without the permission it is granted, by the route %s, without a new account (R55, R71, R76)',
    async (route) => {
      const facts = stranger({ institutionType: 'clinic' });
      const { institution, loginId } = await issuedFor(accounts, await issue(facts));
      const people = await rows(accounts.database.adminUrl, 'SELECT 1 FROM accounts.identity_people');
      const number = await arrived({
        ...facts,
        route,
        address: 'other@example.jp',
        items: { ...facts.items, institutionType: 'pharmacy' },
      });
      expect((await pageOf(number)).main).toContain('薬局機能情報の報告権限を付与します');
      await complete(number);
      const [granted] = await announced(accounts, 'permission-granted', number);
      expect(granted?.data).toMatchObject({
        loginId,
        institution,
        route,
        permission: 'pharmacy',
        addresses: ['other@example.jp', 'yakkyoku@example.jp'],
      });
      expect(await told(number)).toEqual(['accounts.permission-granted.v1']);
      expect((await announced(accounts, 'institution-changed', institution)).at(-1)?.data['permissions']).toEqual([
        'medical',
        'pharmacy',
      ]);
      expect(await rows(accounts.database.adminUrl, 'SELECT 1 FROM accounts.identity_people')).toHaveLength(
        people.length,
      );
    },
  );

  it('by name and address alone a person has to decide, and must say how (R162)', async () => {
    const number = await arrived({ items: existing });
    const page = await pageOf(number);
    expect(page.main).toContain('機関名と住所が一致');
    for (const label of ['新しい機関として発行', '既存の機関と同じ']) expect(page.main).toContain(label);
    const refused = await complete(number);
    expect(refused).toMatchObject({ status: 422 });
    expect(refused.main).toContain('既存の機関と同じかどうかを選択してください。');
    expect(await statusOf(accounts, number)).toBe('to-check');
    const candidate = /value="([\da-f-]{36})"/.exec(page.html)?.[1] ?? '';
    await complete(number, { choice: candidate });
    expect(await statusOf(accounts, number)).toBe('nothing-to-do');
  });

  it("nobody learns a login ID by typing another's code: a new account does not get that code (R162)", async () => {
    const facts = stranger();
    const victim = await issuedFor(accounts, await issue(facts));
    accounts.clock.set(friday);
    const impostor = { ...facts, items: { ...facts.items, institutionName: 'まったく別の薬局', street: '別の町９９' } };
    const number = await arrived(impostor);
    expect((await pageOf(number)).main).toContain('機関コードが一致、機関名が異なる、住所が異なる');
    await complete(number, { choice: 'new' });
    expect(await told(number)).toEqual(['accounts.pre-notice-wanted.v1']);
    await hear('accepted', 'M4', number);
    await untilStatus(accounts, number, 'guidance-waiting');
    accounts.clock.set(new Date('2026-11-24T09:00:00+09:00'));
    const own = await issuedFor(accounts, number);
    expect(own.institution).not.toBe(victim.institution);
    expect(
      (await announced(accounts, 'institution-changed', own.institution)).at(-1)?.data['institutionCode'],
    ).toBeUndefined();
  });
});

describe('two applications of one institution on the way at once (R162)', () => {
  it('make one account: the second is closed as 対応不要', async () => {
    const facts = stranger();
    const [one, other] = [await arrived(facts), await arrived(facts)];
    for (const number of [one, other]) {
      await complete(number);
      await hear('accepted', 'M4', number);
      await untilStatus(accounts, number, 'guidance-waiting');
    }
    accounts.clock.set(new Date('2026-11-24T09:00:00+09:00'));
    await eventually(async () => {
      expect([await statusOf(accounts, one), await statusOf(accounts, other)].sort()).toEqual([
        'issued',
        'nothing-to-do',
      ]);
    });
  });

  it('are put before a person again where it is not certain, and ① is not sent twice', async () => {
    const facts = stranger();
    const one = await arrived(facts);
    const other = await arrived({ ...facts, items: { ...facts.items, institutionName: '改名した薬局' } });
    for (const number of [one, other]) {
      await complete(number);
      await hear('accepted', 'M4', number);
      await untilStatus(accounts, number, 'guidance-waiting');
    }
    accounts.clock.set(new Date('2026-11-24T09:00:00+09:00'));
    await eventually(async () => {
      expect([await statusOf(accounts, one), await statusOf(accounts, other)]).toEqual(['issued', 'to-check']);
    });
    await complete(other, { choice: 'new' });
    await untilStatus(accounts, other, 'issued');
    expect((await told(other)).filter((subject) => subject.includes('pre-notice'))).toHaveLength(1);
  });
});

describe('events that come twice or too early', () => {
  it('twice they change nothing', async () => {
    const event = approved(stranger());
    const { number } = event.data;
    await accounts.nats.publishAs(event);
    await accounts.nats.publishAs({ ...event, id: crypto.randomUUID() });
    await untilStatus(accounts, number, 'to-check');
    await complete(number);
    for (let time = 0; time < 2; time += 1) await hear('accepted', 'M4', number);
    await untilStatus(accounts, number, 'guidance-waiting');
    accounts.clock.set(new Date('2026-11-24T09:00:00+09:00'));
    await untilStatus(accounts, number, 'issued');
    for (let time = 0; time < 2; time += 1) await hear('bounced', 'M5', number);
    await untilStatus(accounts, number, 'voided');
    await hear('accepted', 'M5', number);
    await accounts.nats.publishAs({ ...event, id: crypto.randomUUID() });
    const last = mailOutcome('bounced', 'M5', number);
    await accounts.nats.publishAs(last);
    await eventually(async () => {
      expect(
        await rows(accounts.database.adminUrl, 'SELECT 1 FROM accounts.inbox WHERE event_id = $1', [last.id]),
      ).toHaveLength(1);
    });
    expect(await told(number)).toEqual([
      'accounts.pre-notice-wanted.v1',
      'accounts.account-issued.v1',
      'accounts.account-voided.v1',
    ]);
  });

  it('too early they wait for what they build on', async () => {
    const event = approved(stranger());
    const { number } = event.data;
    await hear('accepted', 'M4', number);
    await accounts.nats.publishAs(event);
    await untilStatus(accounts, number, 'to-check');
    await complete(number);
    await untilStatus(accounts, number, 'guidance-waiting');
    await hear('accepted', 'M5', number);
    accounts.clock.set(new Date('2026-11-24T09:00:00+09:00'));
    await untilStatus(accounts, number, 'issued');
    await eventually(async () => expect((await pageOf(number)).main).toContain('利用案内メール 送信完了'));
  });

  it('mails of other kinds mean nothing here', async () => {
    const other = mailOutcome('bounced', 'M6', 'APF-00009999');
    await accounts.nats.publishAs(other);
    await eventually(async () => {
      expect(
        await rows(accounts.database.adminUrl, 'SELECT 1 FROM accounts.inbox WHERE event_id = $1', [other.id]),
      ).toHaveLength(1);
    });
  });
});

describe('確認完了', () => {
  it('pressed twice, or by two officials at once, is done once', async () => {
    const number = await arrived(stranger());
    const page = await pageOf(number);
    const pages = await Promise.all([1, 2, 3].map(() => official.submit(page)));
    expect(pages.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await told(number)).toEqual(['accounts.pre-notice-wanted.v1']);
    expect(await official.submit(page)).toMatchObject({ status: 200 });
  });

  it('is refused where the master has changed since the page was opened, and shows what is now', async () => {
    const facts = stranger();
    const number = await arrived(facts);
    const stale = await pageOf(number);
    await issue(facts);
    const refused = await official.submit(stale);
    expect(refused).toMatchObject({ status: 409 });
    expect(refused.main).toContain('照合結果が変わりました');
    expect(await statusOf(accounts, number)).toBe('to-check');
    expect(await official.submit(refused)).toMatchObject({ status: 200 });
    expect(await statusOf(accounts, number)).toBe('nothing-to-do');
  });

  it('every step is audited, and so is reading (R159, R168)', async () => {
    const number = await issue(stranger());
    await pageOf(number);
    const audit = await rows<{ action: string; actor: string }>(
      accounts.database.adminUrl,
      'SELECT action, actor FROM accounts.audit WHERE subject = $1 ORDER BY id',
      [number],
    );
    const steps = audit.filter(({ action }) => action !== 'application.read');
    expect(steps.map(({ action }) => action)).toEqual([
      'application.to-check',
      'application.pre-notice-sent',
      'application.guidance-waiting',
      'application.issued',
    ]);
    expect(audit.some(({ action }) => action === 'application.read')).toBe(true);
    expect(steps[1]?.actor).toMatch(/^[\da-f-]{36}$/);
  });
});
