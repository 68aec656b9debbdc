import { type AnswerOf, type AskedOf, loginIdAsked } from '@todoke/events';
import { type Answer, connectToNats, type Visitor } from '@todoke/testing';
import { type Running, staffed } from './running.js';
import { later } from './samples.js';
import { inKanoya, inTokushima, sakura, tellInstitutions } from './told-institutions.js';

type Told = AnswerOf<typeof loginIdAsked> | 'nothing';

const loginId = 'k4mp2x7q';
const path = `/login-ids/${sakura}`;
const seen: [string, string][] = [
  ['facts', 'name'],
  ['facts', 'phone'],
];

let service: Running;
let accounts: Awaited<ReturnType<typeof connectToNats>>;
let asked: AskedOf<typeof loginIdAsked>[];
let answer: Told;

beforeAll(async () => {
  service = await staffed({ ANSWERED_WITHIN_MS: '3000' });
  await tellInstitutions(service);
  // In the place of accounts.
  accounts = await connectToNats(service.nats.urlFor('accounts'));
  accounts.subscribe(loginIdAsked.subject, {
    callback: (_error, question) => {
      asked.push(loginIdAsked.asked.parse(question.json()));
      if (answer !== 'nothing') question.respond(JSON.stringify(answer));
    },
  });
  await accounts.flush();
});

afterAll(async () => {
  await accounts.close();
  await service.stop();
});

beforeEach(async () => {
  asked = [];
  answer = { outcome: 'found', loginId, state: 'active' };
  service.clock.set(later(1));
  await service.ask('TRUNCATE approval.desk_identity_checks, approval.audit');
});

const checks = () =>
  service.ask('SELECT institution, official, facts, callback, note FROM approval.desk_identity_checks ORDER BY at');
const audited = () =>
  service.ask<{ actor: string; action: string; subject: string }>(
    'SELECT actor, action, subject FROM approval.audit ORDER BY id',
  );

/** Opens the page of an institution and records a check. */
async function looksUp(visitor: Visitor, fields: [string, string][] = seen): Promise<Answer> {
  const page = await visitor.get(path);
  const [, check = ''] = /name="check" value="([^"]+)"/.exec(page.html) ?? [];
  return visitor.send(path, [...fields, ['check', check]]);
}

describe('ログインID照会', () => {
  it('shows the login ID once it is recorded how the caller was checked, and who was told (R79, R163)', async () => {
    const visitor = await service.visitor('official-46');
    const answered = await looksUp(visitor, [...seen, ['callback', '099-286-2707'], ['note', '薬局長']]);
    expect(answered.status).toBe(200);
    expect(answered.main).toContain(loginId);
    expect(answered.main).toContain('「パスワードをお忘れですか？」');
    expect(answered.main).toContain('②利用案内メールを再送することはできません。');
    expect(answered.html).toContain(`href="/address-changes/new?institution&#x3D;${sakura}"`);
    expect(answered.headers.get('cache-control')).toBe('private, no-store');
    expect(await checks()).toEqual([
      {
        institution: sakura,
        official: 'official-46',
        facts: ['name', 'phone'],
        callback: '0992862707',
        note: '薬局長',
      },
    ]);
    const asker = { person: 'official-46', role: 'prefecture', prefecture: '46' };
    expect(asked).toEqual([{ asker, institution: sakura, check: answered.url.split('/').at(-1) }]);
    expect(await audited()).toEqual([
      { actor: 'official-46', action: 'identity-checks.read', subject: sakura },
      { actor: 'official-46', action: 'identity-check.recorded', subject: sakura },
      { actor: 'official-46', action: 'login-id.shown', subject: sakura },
    ]);
  });

  it('keeps the login ID nowhere, and no telephone number in the audit log (R163)', async () => {
    await looksUp(await service.visitor('official-46'), [...seen, ['callback', '0992862707']]);
    const rows = await service.ask(
      `SELECT detail::text AS text FROM approval.audit
       UNION ALL SELECT to_jsonb(one)::text FROM approval.desk_identity_checks AS one
       UNION ALL SELECT to_jsonb(one)::text FROM approval.desk_institutions AS one`,
    );
    expect(JSON.stringify(rows)).not.toContain(loginId);
    const details = JSON.stringify(await service.ask('SELECT detail FROM approval.audit'));
    expect(details).not.toContain('0992862707');
  });

  it.each([
    ['with fewer than two facts', [['facts', 'name']], '確認できた事項を2つ以上選んでください。'],
    ['with no fact', [], '確認できた事項を2つ以上選んでください。'],
    [
      'with a fact that is none',
      [
        ['facts', 'name'],
        ['facts', 'mood'],
      ],
      '確認できた事項',
    ],
    ['with a number that cannot be called', [...seen, ['callback', '12']], '折り返した電話番号は'],
    ['with a note that is too long', [...seen, ['note', '長'.repeat(201)]], '備考は200文字以内'],
  ] as [string, [string, string][], string][])('%s is refused, and asks nobody', async (_, fields, said) => {
    const answered = await looksUp(await service.visitor('official-46'), fields);
    expect(answered.status).toBe(422);
    expect(answered.main).toContain(said);
    expect(await checks()).toEqual([]);
    expect(asked).toEqual([]);
  });

  it('clicked twice records one check', async () => {
    const visitor = await service.visitor('official-46');
    const page = await visitor.get(path);
    const [, check = ''] = /name="check" value="([^"]+)"/.exec(page.html) ?? [];
    for (const answered of [
      await visitor.send(path, [...seen, ['check', check]]),
      await visitor.send(path, [...seen, ['check', check]]),
    ]) {
      expect(answered.main).toContain(loginId);
    }
    expect(await checks()).toHaveLength(1);
  });

  it('asks afresh and audits again each time that the answer is opened', async () => {
    const visitor = await service.visitor('official-46');
    const { url } = await looksUp(visitor);
    answer = { outcome: 'found', loginId, state: 'suspended' };
    const again = await visitor.get(new URL(url).pathname);
    expect(again.main).toContain('停止中');
    expect((await audited()).filter(({ action }) => action === 'login-id.shown')).toHaveLength(2);
  });

  it('says that an account has no password yet, and that there is no account', async () => {
    const visitor = await service.visitor('official-46');
    answer = { outcome: 'found', loginId, state: 'unset' };
    expect((await looksUp(visitor)).main).toContain('パスワードがまだ設定されていません。');
    answer = { outcome: 'no-account' };
    const none = await looksUp(visitor);
    expect(none.main).toContain('この機関のアカウントは発行されていません。');
    expect(none.html).toContain('href="/mails?q');
  });

  it('is over ten minutes after the check', async () => {
    const visitor = await service.visitor('official-46');
    const { pathname } = new URL((await looksUp(visitor)).url);
    service.clock.set(new Date(later(1).getTime() + 10 * 60_000));
    expect((await visitor.get(pathname)).status).toBe(200);
    service.clock.set(new Date(later(1).getTime() + 10 * 60_000 + 1));
    const over = await visitor.get(pathname);
    expect([over.status, over.main.includes('もう一度、本人確認を記録してください。')]).toEqual([410, true]);
    expect(over.main).not.toContain(loginId);
  });

  it('is unavailable while accounts gives no answer; the check stays, and a reload asks again', async () => {
    const visitor = await service.visitor('official-46');
    answer = 'nothing';
    const page = await looksUp(visitor);
    expect(page.status).toBe(503);
    expect(page.main).toContain('ただいま確認できません。');
    expect((await audited()).some(({ action }) => action === 'login-id.shown')).toBe(false);
    answer = { outcome: 'found', loginId, state: 'active' };
    expect((await visitor.get(new URL(page.url).pathname)).main).toContain(loginId);
    expect(await checks()).toHaveLength(1);
  });

  it('of an institution that accounts does not know within the jurisdiction is not found', async () => {
    answer = { outcome: 'unknown' };
    const page = await looksUp(await service.visitor('official-46'));
    expect([page.status, page.main.includes('この機関は見つかりません。')]).toEqual([404, true]);
  });

  it.each([
    ['official-36', 404, 404],
    ['colleague-46', 200, 200],
    ['centre-46', 403, 403],
    ['secretariat', 200, 403],
    ['reader', 403, 403],
    ['institution', 403, 403],
    ['ops', 403, 403],
  ])('%s: the institution %d, the check %d (R158, R163)', async (sub, looking, checking) => {
    const visitor = await service.visitor(sub);
    expect((await visitor.get(path)).status).toBe(looking);
    await visitor.get('/');
    expect((await visitor.send(path, seen)).status).toBe(checking);
    if (checking !== 200) expect(asked).toEqual([]);
  });

  it('shows an answer to nobody but the official who checked (R163)', async () => {
    const { pathname } = new URL((await looksUp(await service.visitor('official-46'))).url);
    for (const [sub, status] of [
      ['colleague-46', 404],
      ['official-36', 404],
      ['secretariat', 403],
    ] as const) {
      const page = await (await service.visitor(sub)).get(pathname);
      expect([sub, page.status, page.html.includes(loginId)]).toEqual([sub, status, false]);
    }
    const elsewhere = pathname.replace(sakura, inKanoya);
    expect((await (await service.visitor('official-46')).get(elsewhere)).status).toBe(404);
    expect(asked).toHaveLength(1);
  });

  it('takes no check of somebody else’s page', async () => {
    const { url } = await looksUp(await service.visitor('official-46'));
    const colleague = await service.visitor('colleague-46');
    await colleague.get(path);
    const taken = await colleague.send(path, [...seen, ['check', url.split('/').at(-1) ?? '']]);
    expect(taken.status).toBe(404);
    expect(await checks()).toHaveLength(1);
  });

  it.each(['x', '%00', `${sakura}'--`, '../..', inTokushima])('finds no institution %s', async (asked) => {
    const visitor = await service.visitor('official-46');
    expect((await visitor.get(`/login-ids/${encodeURIComponent(asked)}`)).status).toBe(404);
    expect((await visitor.get(`${path}/${encodeURIComponent(asked)}`)).status).toBe(404);
  });

  it('shows a prefecture and the secretariat who asked before, and how the caller was checked', async () => {
    await looksUp(await service.visitor('official-46'), [...seen, ['note', '折り返し済み']]);
    for (const sub of ['colleague-46', 'secretariat']) {
      const { main } = await (await service.visitor(sub)).get(path);
      expect(main).toContain('2026年11月20日');
      expect(main).toContain('報告機関名、代表電話番号');
      expect(main).toContain('折り返し済み');
    }
    const secretariat = await (await service.visitor('secretariat')).get(path);
    expect(secretariat.html).not.toContain('記録してログインIDを表示');
  });

  it('lists the institutions of the own prefecture, each name a link', async () => {
    const { html, main } = await (await service.visitor('official-46')).get('/login-ids');
    expect(html).toContain(`<a href="${path}">医療法人さくら会　髙﨑さくら薬局</a>`);
    expect(main).toContain('該当する機関：2件');
    expect(main).not.toContain('阿波さくら薬局');
  });
});
