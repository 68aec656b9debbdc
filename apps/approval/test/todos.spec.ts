import {
  accountVoided,
  accountVoidingRefused,
  type Envelope,
  mailBounced,
  mailFailed,
  permissionGranted,
  personChanged,
} from '@todoke/events';
import { applicationNumber } from '@todoke/lifecycle';
import { again, type Answer, eventually, exampleEvent } from '@todoke/testing';
import { approve } from '../src/reviews/domain/decide.js';
import { type Running, staffed } from './running.js';
import { clinic, kagoshima, later, pharmacy, tokushima, waiting } from './samples.js';

/** Of an application of 鹿児島県, of a clinic there and of one of 徳島県; each test has other ones. */
let number: string;
let other: string;
let elsewhere: string;
let serial = 0;
const inTokushima = { ...pharmacy, prefecture: '36' as const, municipality: '徳島市', email: 't@example.jp' };

type Three = [string, string, string];

let service: Running;

beforeAll(async () => {
  service = await staffed();
});

afterAll(() => service.stop());

beforeEach(async () => {
  await service.ask('TRUNCATE approval.reviews, approval.people CASCADE');
  [number, other, elsewhere] = [1, 2, 3].map((place) => applicationNumber((serial += 1) * 10 + place)) as Three;
  await service.open(waiting(number), waiting(other, clinic), waiting(elsewhere, inTokushima));
  for (const [one, official] of [
    [number, kagoshima],
    [other, kagoshima],
    [elsewhere, tokushima],
  ] as const)
    await service.change(one, official, (review) => approve(review, official, later(0.1)));
  await service.ask('TRUNCATE approval.audit, approval.outbox');
});

type Missed = 'M2' | 'M3' | 'M4' | 'M5' | 'M6';
const at = later(0.5);
const bounced = (mail: Missed, reference = number) =>
  exampleEvent(mailBounced, {
    id: `b-${mail}-${reference}`,
    occurredAt: at,
    data: { mail, reference, reason: 'refused' },
  });
const failed = (mail: Missed, reference = number) =>
  exampleEvent(mailFailed, {
    id: `f-${mail}-${reference}`,
    occurredAt: at,
    data: { mail, reference, reason: 'gave-up' },
  });
const granted = (route: 'self' | 'proxy', of = number) =>
  exampleEvent(permissionGranted, { version: 3, occurredAt: at, data: { number: of, route } });
const voided = () => exampleEvent(accountVoided, { version: 4, occurredAt: at, data: { number } });
const kept = (why: string) => exampleEvent(accountVoidingRefused, { occurredAt: at, data: { number, why } });

/** Tells events, each twice, and waits until the module has taken them. */
async function hear(...events: Envelope[]): Promise<void> {
  for (const event of events) {
    for (const one of [event, again(event)]) {
      await service.nats.publishAs(one);
      await eventually(async () =>
        expect(
          await service.ask("SELECT 1 FROM approval.inbox WHERE module = 'todos' AND event_id = $1", [one.id]),
        ).toHaveLength(1),
      );
    }
  }
}

const stored = () => service.ask<{ id: string; kind: string }>('SELECT id, kind FROM approval.todos ORDER BY id');
const seenBy = async (sub: string, query = '') => (await service.visitor(sub)).get(`/todos${query}`);
const namesIn = ({ main }: Answer): string[] =>
  ['サンプル薬局', '髙﨑クリニック'].filter((name) => main.includes(name));
const title = ({ title: whole }: Answer) => whole.split('｜')[0];

describe('what becomes a to-do', () => {
  it.each([
    ['① that bounced', () => [bounced('M4')], [['M4', 'pre-notice-undeliverable']]],
    ['① that was given up', () => [failed('M4')], [['M4', 'pre-notice-undeliverable']]],
    ['② that was given up', () => [failed('M5')], [['M5', 'guidance-given-up']]],
    ['② that bounced', () => [bounced('M5'), voided()], [['M5', 'guidance-undeliverable']]],
    ['a rejection that bounced', () => [bounced('M3')], [['M3', 'rejection-undeliverable']]],
    ['③ that bounced', () => [bounced('M6')], [['M6', 'existing-user-undeliverable']]],
    ['a permission by proxy', () => [granted('proxy')], [['permission', 'permission-granted']]],
    ['a permission that ③ tells', () => [granted('self')], []],
    ['M2, whose loss shows again in ①', () => [bounced('M2')], []],
  ] as const)('%s (R58, R68, R76, R81)', async (_, events, expected) => {
    await hear(...events());
    expect(await stored()).toEqual(expected.map(([slot, kind]) => ({ id: `${number}-${slot}`, kind })));
  });

  it('ends the same in any order: given up, then voided (R58)', async () => {
    await hear(voided(), failed('M5'));
    expect(await stored()).toEqual([{ id: `${number}-M5`, kind: 'guidance-undeliverable' }]);
  });

  it('waits for the application where it is told first', async () => {
    const late = applicationNumber((serial += 1) * 10);
    await service.nats.publishAs(bounced('M4', late));
    await service.open(waiting(late));
    await eventually(async () => expect(await stored()).toEqual([expect.objectContaining({ id: `${late}-M4` })]));
  });
});

describe('要対応', () => {
  it('says what happened, why, and what to do, and the menu how much there is (R58, R76, R81)', async () => {
    await hear(bounced('M4'), granted('proxy', other));
    const page = await seenBy('official-46');
    expect(page.status).toBe(200);
    expect(title(page)).toBe('要対応');
    for (const text of [
      '不達',
      '正しいメールアドレスでの再申請をご案内ください。（理由：受信側のサーバに拒否されました）',
      '利用者へ案内',
      'メールは送られないため、利用者へご案内ください。',
      '2026年11月20日',
    ])
      expect(page.main).toContain(text);
    expect(page.html).toContain(`href="/applications/${number}"`);
    const applications = await (await service.visitor('official-46')).get('/');
    expect(applications.html.replace(/<[^>]*>/g, '')).toMatch(/要対応 2件/);
  });

  it('is filtered by kind, and exported without its buttons', async () => {
    await hear(bounced('M4'), granted('proxy', other));
    expect(namesIn(await seenBy('official-46', '?kind=guidance'))).toEqual(['髙﨑クリニック']);
    expect(namesIn(await seenBy('official-46', '?kind=nothing-known'))).toHaveLength(2);
    const visitor = await service.visitor('official-46');
    await visitor.get('/todos/export');
    const { bytes } = await visitor.send('/todos/export', { view: 'details', format: 'csv', encoding: 'utf8' });
    expect(new TextDecoder().decode(bytes)).not.toContain('連絡済み');
  });

  it('is that of the own jurisdiction: prefecture, area, or everything (R158)', async () => {
    await hear(bounced('M4'), bounced('M4', elsewhere));
    const counts = async (sub: string) => (await seenBy(sub)).main.match(/APF-\d{8}/g) ?? [];
    expect(await counts('official-46')).toEqual([number]);
    expect(await counts('official-36')).toEqual([elsewhere]);
    expect(await counts('centre-46')).toEqual([number]);
    expect(await counts('other-centre-46')).toEqual([]);
    expect(await counts('secretariat')).toHaveLength(2);
    expect((await seenBy('secretariat')).main).not.toContain('<button');
  });
});

describe('連絡済み', () => {
  const press = async (sub: string, verb: string, id = `${number}-M4`, query = '') => {
    const visitor = await service.visitor(sub);
    await visitor.get('/todos');
    return visitor.send(`/todos/${id}/${verb}${query}`);
  };

  it('takes it off the list with who and when, once, and it can be undone', async () => {
    const told = { person: 'official-46', role: 'prefecture', prefecture: '46', name: '有村 幸子' } as const;
    await hear(bounced('M4'));
    await service.nats.publishAs(exampleEvent(personChanged, { id: 'official-46', data: told }));
    await eventually(async () => expect(await service.ask('SELECT 1 FROM approval.people')).toHaveLength(1));
    const done = await press('official-46', 'done', undefined, '?kind=undeliverable');
    expect(done.main).toContain('連絡済みにしました。');
    expect(done.url).toContain('/todos?kind=undeliverable');
    expect(namesIn(done)).toEqual([]);
    const isTold = async () =>
      (await service.ask<{ told: boolean }>('SELECT told FROM approval.reviews WHERE number = $1', [number]))[0]?.told;
    expect(await isTold()).toBe(true);
    service.clock.set(later(2));
    await press('colleague-46', 'done');
    const list = await seenBy('colleague-46', '?state=done');
    expect(list.main).toContain('連絡済み：有村 幸子（2026年11月20日 11:00）');
    await press('colleague-46', 'open');
    await press('colleague-46', 'open');
    expect(await isTold()).toBe(false);
    expect(namesIn(await seenBy('official-46'))).toEqual(['サンプル薬局']);
    service.clock.set(later(1));
    expect(await service.ask('SELECT actor, action, subject FROM approval.audit ORDER BY id')).toEqual([
      { actor: 'official-46', action: 'todo.done', subject: `${number}-M4` },
      { actor: 'colleague-46', action: 'todo.reopened', subject: `${number}-M4` },
    ]);
  });

  it('stays when the same is told again', async () => {
    await hear(bounced('M4'));
    await press('official-46', 'done');
    await hear(bounced('M4'));
    expect(namesIn(await seenBy('official-46'))).toEqual([]);
  });

  it.each([
    ['official-36', 404],
    ['other-centre-46', 404],
    ['secretariat', 403],
    ['reader', 403],
  ])('is not for %s to say (R158)', async (sub, status) => {
    await hear(bounced('M4'));
    const visitor = await service.visitor(sub);
    await visitor.get('/text-size/large?back=/');
    await visitor.get('/todos');
    expect((await visitor.send(`/todos/${number}-M4/done`)).status).toBe(status);
    expect(await service.ask('SELECT done_at FROM approval.todos')).toEqual([{ done_at: null }]);
  });

  it('of what is not there is refused in words', async () => {
    for (const id of ['nothing', '%00', `${number}-M9`]) {
      const answer = await press('official-46', 'done', id);
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
    }
  });
});

describe('アカウントを取り消す (R58)', () => {
  const asked = () =>
    service.ask<{ data: unknown }>(
      "SELECT envelope->'data' AS data FROM approval.outbox WHERE subject = 'approval.account-voiding-requested.v1'",
    );
  const press = async (sub: string) => {
    const visitor = await service.visitor(sub);
    await visitor.get('/todos');
    return visitor.send(`/todos/${number}-M5/void`);
  };

  it('is offered where ② was given up, asks accounts once, and says what became of it', async () => {
    await hear(failed('M5'));
    expect((await seenBy('official-46')).main).toContain('アカウントを取り消す');
    const pressed = await press('official-46');
    expect(pressed.main).toContain('アカウントの取り消しを依頼しました。結果をお待ちください。');
    await press('colleague-46');
    expect(await asked()).toEqual([{ data: { number, prefecture: '46', requestedBy: 'official-46' } }]);
    await hear(voided());
    const { main } = await seenBy('official-46');
    expect(main).toContain('新しいメールアドレスでの再申請をご案内ください。');
    expect(main).not.toContain('アカウントを取り消す');
  });

  it('is told in words where the account stays', async () => {
    await hear(failed('M5'));
    await press('official-46');
    await hear(kept('password-set'));
    expect((await seenBy('official-46')).main).toContain('パスワードがすでに設定され、アカウントは利用できます。');
  });

  it('is refused where ② was not given up, and forbidden to others', async () => {
    await hear(bounced('M5'));
    expect((await press('official-46')).status).toBe(409);
    expect((await press('centre-46')).status).toBe(403);
    expect((await press('official-36')).status).toBe(404);
    expect(await asked()).toEqual([]);
  });
});
