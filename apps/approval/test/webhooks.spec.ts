import { createHmac } from 'node:crypto';
import { mailBounced } from '@todoke/events';
import { type Answer, eventually, exampleEvent, type Visitor } from '@todoke/testing';
import { changeReview } from '../src/reviews/actions/change-review.js';
import { approve, reject } from '../src/reviews/domain/decide.js';
import { receiver, type ReceivedHook, type Receiver } from './receiver.js';
import { type Running, staffed } from './running.js';
import { centre, clinic, kagoshima, later, pharmacy, waiting } from './samples.js';

const number = 'APF-00000001';
const everything = [
  'application.received',
  'application.approved',
  'application.rejected',
  'mail.accepted',
  'mail.bounced',
  'mail.failed',
];
const inTokushima = { ...pharmacy, prefecture: '36' as const, municipality: '徳島市', email: 't@example.jp' };
const minutes = 60_000;
const days = 24 * 60 * minutes;

let service: Running;
let system: Receiver;
let official: Visitor;
let start: Date;

beforeAll(async () => {
  system = await receiver();
  service = await staffed({ WEBHOOK_ALLOWED_HOSTS: system.host });
  start = service.clock.now();
});
afterAll(async () => {
  await service.stop();
  await system.close();
});
beforeEach(async () => {
  await service.ask('TRUNCATE approval.reviews, approval.history, approval.mails, approval.outbox CASCADE');
  await service.ask('TRUNCATE approval.webhooks_endpoints, approval.webhooks_facts CASCADE');
  service.clock.set(start);
  system.received.length = 0;
  system.answerWith(204);
  official = await service.visitor('official-46');
});

const hidden = (page: Answer, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(page.html)?.[1] ?? '';

const wanted = (page: Answer, events: readonly string[], url: string): [string, string][] => [
  ['request', hidden(page, 'request')],
  ['url', url],
  ...events.map((event): [string, string] => ['events', event]),
];

async function register(events: readonly string[] = everything, who = official) {
  const form = await who.get('/webhooks/new');
  const page = await who.send('/webhooks/new', wanted(form, events, system.url));
  const secret = /whsec_[\w+/=]+/.exec(page.html)?.[0] ?? '';
  const id = /\/webhooks\/([0-9a-f-]{36})/.exec(page.html)?.[1] ?? '';
  return { id, secret, page };
}

const approveIt = (who = kagoshima) => service.change(number, who, (review) => approve(review, who, later(1)));

const receives = (count: number) => eventually(() => expect(system.received).toHaveLength(count));

const isSignedWith = ({ id, at, body, signature }: ReceivedHook, secret: string): boolean => {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const expected = createHmac('sha256', key).update(`${id}.${at}.${body}`).digest('base64');
  return signature.split(' ').includes(`v1,${expected}`);
};

const log = async (id: string) => (await official.get(`/webhooks/${id}`)).main;

const settled = (state: string) =>
  eventually(async () => {
    const rows = await service.ask<{ state: string }>('SELECT state FROM approval.webhooks_deliveries');
    expect(rows.map((row) => row.state)).toContain(state);
  });

describe('a prefecture’s system', () => {
  it('is told of what happens to its applications, signed, with numbers and states alone (R158)', async () => {
    const { id, secret, page } = await register();
    expect(page).toMatchObject({ status: 200, h1: 'Webhookのシークレット' });
    await service.open(waiting(number), waiting('APF-00000003', inTokushima));
    await approveIt();
    await receives(2);
    const told = system.received.map(({ body }) => JSON.parse(body) as { type: string; data: object });
    expect(told).toEqual(
      expect.arrayContaining([
        {
          type: 'application.received',
          timestamp: expect.any(String) as string,
          data: { number, state: 'waiting', round: 1 },
        },
        {
          type: 'application.approved',
          timestamp: later(1).toISOString(),
          data: { number, state: 'approved', round: 1 },
        },
      ]),
    );
    for (const hook of system.received) {
      expect(isSignedWith(hook, secret)).toBe(true);
      expect(Math.abs(Date.now() / 1_000 - Number(hook.at))).toBeLessThan(300);
      expect(hook.id).toMatch(/^msg_[0-9a-f-]{36}$/);
      for (const personal of ['サンプル薬局', 'yakkyoku', '山田', '鴨池', 'official-46']) {
        expect(hook.body).not.toContain(personal);
      }
    }
    await eventually(async () => expect(await log(id)).toContain('送信完了'));
    expect(await log(id)).toContain('204');
    expect((await official.get(`/webhooks/${id}`)).html).not.toContain(secret);
  });

  it('is told what it chose, also where a health centre decides', async () => {
    await register(['application.approved', 'application.rejected']);
    await service.open(waiting(number), waiting('APF-00000002', clinic));
    await approveIt(centre);
    await service.change('APF-00000002', kagoshima, (review) => reject(review, kagoshima, '誤り', later(1)));
    await receives(2);
    const types = system.received.map(({ body }) => (JSON.parse(body) as { type: string }).type).sort();
    expect(types).toEqual(['application.approved', 'application.rejected']);
    expect(system.received.map(({ body }) => body).join()).not.toContain('誤り');
  });

  it('is told of a mail that bounced, once for an event that came twice (R161)', async () => {
    await register(['mail.bounced']);
    await service.open(waiting(number));
    const event = exampleEvent(mailBounced, {
      id: 'mail-1',
      version: 3,
      data: { mail: 'M5', reference: number, reason: 'no-such-address' },
    });
    await service.nats.publishAs(event);
    await service.nats.publishAs(event);
    await receives(1);
    expect(JSON.parse(system.received[0]?.body ?? '')).toMatchObject({
      type: 'mail.bounced',
      data: { number, mail: 'M5', state: 'bounced', reason: 'no-such-address' },
    });
    // Another process, or a replay, tells it once more.
    await service.ask(
      `INSERT INTO approval.webhooks_facts (key, prefecture, type, data, at)
       SELECT key, prefecture, type, '{}', now() FROM approval.webhooks_deliveries`,
    );
    await eventually(async () => expect(await service.ask('SELECT 1 FROM approval.webhooks_facts')).toHaveLength(0));
    expect(await service.ask('SELECT 1 FROM approval.webhooks_deliveries')).toHaveLength(1);
  });

  it('is told nothing of what was not committed', async () => {
    await register(['application.approved']);
    await service.open(waiting(number));
    const failing = service.databases.forOfficial(kagoshima, async (tx) => {
      await changeReview(tx, number, (review) => approve(review, kagoshima, later(1)));
      throw new Error('the machine fails');
    });
    await expect(failing).rejects.toThrow('the machine fails');
    await approveIt();
    await receives(1);
    expect(await service.ask('SELECT 1 FROM approval.webhooks_deliveries')).toHaveLength(1);
  });
});

describe('a delivery that is not taken', () => {
  it('comes again under the same id, after growing pauses', async () => {
    const { id } = await register(['application.approved']);
    system.answerWith(500);
    await service.open(waiting(number));
    await approveIt();
    await receives(1);
    await eventually(async () => expect(await log(id)).toContain('500'));
    expect((await official.get('/webhooks')).main).toContain('送信に失敗中');
    service.clock.advance(5_000);
    await receives(2);
    system.answerWith(200);
    await eventually(() => {
      service.clock.advance(1 * minutes);
      expect(system.received).toHaveLength(3);
    });
    expect(new Set(system.received.map((hook) => hook.id)).size).toBe(1);
    await settled('delivered');
    expect((await official.get('/webhooks')).main).not.toContain('送信に失敗中');
  });

  it('is not sent on to where a redirect leads', async () => {
    const { id } = await register(['application.approved']);
    system.answerWith(302, { location: system.url });
    await service.open(waiting(number));
    await approveIt();
    await eventually(async () => expect(await log(id)).toContain('302'));
    expect(system.received).toHaveLength(1);
  });

  it('of a process that ended meanwhile is sent by another one, under the same id', async () => {
    const { id } = await register(['application.approved']);
    system.answerWith(500);
    await service.open(waiting(number));
    await approveIt();
    await eventually(async () => expect(await log(id)).toContain('500'));
    // As it stands after a claim whose process was killed before the answer.
    const until = new Date(service.clock.now().getTime() + minutes);
    await service.ask('UPDATE approval.webhooks_deliveries SET attempts = 1, next_at = $1', [until]);
    system.answerWith(200);
    service.clock.advance(61_000);
    await settled('delivered');
    expect(new Set(system.received.map((hook) => hook.id)).size).toBe(1);
  });

  it('for five days stops the address with a notice, until it is resumed', async () => {
    const { id } = await register(['application.approved']);
    system.answerWith(500);
    await service.open(waiting(number));
    await approveIt();
    await eventually(async () => expect(await log(id)).toContain('送信に失敗しています'));
    service.clock.advance(5 * days);
    await eventually(async () => expect(await log(id)).toContain('5日間、送信に失敗し続けたため、停止しました'));
    const sent = system.received.length;
    expect((await official.send(`/webhooks/${id}/test`)).status).toBe(409);
    system.answerWith(200);
    for (let times = 0; times < 2; times += 1) {
      expect((await official.send(`/webhooks/${id}/resume`)).main).toContain('再開しました');
    }
    service.clock.advance(days);
    await settled('delivered');
    expect(system.received.length).toBeGreaterThan(sent);
  });
});

describe('the page of a webhook', () => {
  it('sends again what failed or was taken, with the same id', async () => {
    const { id } = await register(['application.approved']);
    await service.open(waiting(number));
    await approveIt();
    await receives(1);
    await settled('delivered');
    const page = await official.get(`/webhooks/${id}`);
    const again = /\/webhooks\/[0-9a-f-]+\/deliveries\/[0-9a-f-]+\/again/.exec(page.html)?.[0] ?? '';
    expect((await official.send(again)).main).toContain('もう一度送ります');
    await receives(2);
    expect(system.received[1]?.id).toBe(system.received[0]?.id);
  });

  it('sends a test, once for a page that is sent twice', async () => {
    const { id, secret } = await register(['mail.failed']);
    const page = await official.get(`/webhooks/${id}`);
    const tests = page.forms.find(({ action }) => action.endsWith('/test'));
    const request = tests?.fields.find(([name]) => name === 'request')?.[1] ?? '';
    for (let times = 0; times < 2; times += 1) await official.send(`/webhooks/${id}/test`, { request });
    await receives(1);
    expect(JSON.parse(system.received[0]?.body ?? '')).toMatchObject({ type: 'webhook.test', data: {} });
    expect(isSignedWith(system.received[0] as ReceivedHook, secret)).toBe(true);
    expect(await log(id)).toContain('テスト送信');
    expect(await service.ask('SELECT 1 FROM approval.webhooks_deliveries')).toHaveLength(1);
  });

  it('renews the secret: for a day deliveries have the signatures of both', async () => {
    const { id, secret } = await register(['mail.failed']);
    const seen = hidden(await official.get(`/webhooks/${id}`), 'seen');
    const page = await official.send(`/webhooks/${id}/secret`, { seen });
    const renewed = /whsec_[\w+/=]+/.exec(page.html)?.[0] ?? '';
    expect(renewed).not.toBe(secret);
    expect((await official.send(`/webhooks/${id}/secret`, { seen })).html).not.toContain('whsec_');
    await official.send(`/webhooks/${id}/test`);
    await receives(1);
    for (const one of [secret, renewed]) expect(isSignedWith(system.received[0] as ReceivedHook, one)).toBe(true);
    service.clock.advance(days + 1_000);
    await official.send(`/webhooks/${id}/test`);
    await receives(2);
    expect([secret, renewed].map((one) => isSignedWith(system.received[1] as ReceivedHook, one))).toEqual([
      false,
      true,
    ]);
  });

  it('changes what is sent and where to, and stops and removes it', async () => {
    const { id } = await register(['application.approved']);
    const page = await official.send(`/webhooks/${id}`, [
      ['url', `${system.url}/other`],
      ['events', 'application.rejected'],
    ]);
    expect(page.main).toContain('設定を保存しました');
    await service.open(waiting(number));
    await approveIt();
    expect((await official.send(`/webhooks/${id}/stop`)).main).toContain('停止中の出来事は送信されません');
    expect((await official.send(`/webhooks/${id}/remove`)).status).toBe(422);
    for (let times = 0; times < 2; times += 1) {
      expect((await official.send(`/webhooks/${id}/remove`, { sure: 'on' })).main).toContain('削除しました');
    }
    expect((await official.get(`/webhooks/${id}`)).status).toBe(404);
    expect(system.received).toEqual([]);
  });

  it('registers one where its page is sent twice, and ten at most', async () => {
    const form = await official.get('/webhooks/new');
    const fields = wanted(form, everything, system.url);
    await official.send('/webhooks/new', fields);
    expect((await official.send('/webhooks/new', fields)).html).not.toContain('whsec_');
    expect(await service.ask('SELECT 1 FROM approval.webhooks_endpoints')).toHaveLength(1);
    for (let times = 0; times < 9; times += 1) await register();
    const { page } = await register();
    expect(page.status).toBe(422);
    expect(page.main).toContain('10件まで');
  });

  it.each([
    ['http://127.0.0.1:1/', 'インターネットから接続できないアドレスは登録できません'],
    ['https://169.254.169.254/latest/meta-data/', 'インターネットから接続できないアドレスは登録できません'],
    ['https://user:pass@system.pref.jp/', 'パスワードを含むURLは登録できません'],
    ['nothing', 'https:// から入力してください'],
    ['', '送信先のURLを入力してください'],
  ])('refuses %s as an address, in words', async (url, words) => {
    const form = await official.get('/webhooks/new');
    const page = await official.send('/webhooks/new', wanted(form, everything, url));
    expect(page.status).toBe(422);
    expect(page.main).toContain(words);
  });

  it('is the prefecture’s own: no other one sees, changes or sends it again (R158)', async () => {
    const { id } = await register();
    const other = await service.visitor('official-36');
    expect((await other.get('/webhooks')).main).toContain('登録したWebhookはありません');
    expect((await other.get(`/webhooks/${id}`)).status).toBe(404);
    for (const what of ['secret', 'test', 'stop', 'resume', `deliveries/${id}/again`]) {
      expect((await other.send(`/webhooks/${id}/${what}`, { seen: '1' })).status).toBe(404);
    }
    await other.send(`/webhooks/${id}/remove`, { sure: 'on' });
    expect((await official.get(`/webhooks/${id}`)).status).toBe(200);
    for (const who of ['centre-46', 'secretariat']) {
      expect((await (await service.visitor(who)).get('/webhooks')).status).toBe(403);
    }
  });

  it('keeps its secret encrypted, and audits who did what', async () => {
    const { id, secret } = await register();
    await official.send(`/webhooks/${id}/stop`);
    const [row] = await service.ask<{ all: string }>(
      "SELECT string_agg(e::text, ' ') AS all FROM approval.webhooks_endpoints e",
    );
    expect(row?.all).not.toContain(secret.replace('whsec_', ''));
    const audits = await service.ask<{ actor: string; action: string }>(
      'SELECT actor, action FROM approval.audit WHERE subject = $1 ORDER BY id',
      [id],
    );
    expect(audits).toEqual([
      { actor: 'official-46', action: 'webhook.registered' },
      { actor: 'official-46', action: 'webhook.stopped' },
    ]);
  });

  it('answers addresses that are none', async () => {
    for (const id of ['x', '%00', 'あ', '00000000-0000-0000-0000-000000000000']) {
      expect((await official.get(`/webhooks/${encodeURIComponent(id)}`)).status).toBe(404);
      expect((await official.send(`/webhooks/${encodeURIComponent(id)}/test`)).status).toBe(404);
    }
  });
});
