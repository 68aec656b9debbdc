import { createHash } from 'node:crypto';
import { asWorker } from '@todoke/database';
import { unseal } from '@todoke/messaging';
import { eventually, rows, Visitor } from '@todoke/testing';
import { solvedRobotCheck } from '@todoke/testing/people';
import { Databases } from '../src/persistence/databases.js';
import { issueAccount } from '../src/identity/index.js';
import { announced } from './issued.js';
import { hospital, idOf, kagoshima, logIn, password, seed, signedIn } from './people.js';
import { relyingService, claimsOf, type RelyingService } from './relying-service.js';
import { friday, running, type Running } from './running.js';

let accounts: Running;
let approval: RelyingService;
beforeAll(async () => {
  approval = await relyingService('approval');
  accounts = await running({ APPROVAL_URL: approval.url });
  await seed(accounts, [hospital, kagoshima]);
});
afterAll(async () => {
  await accounts.stop();
  await approval.stop();
});
beforeEach(async () => {
  accounts.clock.set(friday);
  await rows(accounts.database.adminUrl, 'DELETE FROM accounts.identity_attempts');
});

const good = 'Kokoro-no-Todoke-77';
/** A visitor who stops before another service. */
const stopping = (): Visitor => new Visitor(accounts.url, { follows: (url) => url.startsWith(accounts.url) });
const typed = (text: string, again = text) => ({ password: text, confirmation: again });

/** An account whose mail ② has just gone out. */
async function newAccount(): Promise<{ person: string; loginId: string; token: string }> {
  const databases = new Databases(asWorker(accounts.database.workerUrl));
  const wanted = { institution: crypto.randomUUID(), prefecture: '46', address: 'new@example.jp' };
  const account = await databases.inTransaction((tx) => issueAccount(tx, wanted, { actor: 'a test', now: friday }));
  await databases.onApplicationShutdown();
  return account;
}

/** Asks for a reset and takes the link out of what notifications would get. */
async function resetToken(loginId: string): Promise<string> {
  const visitor = new Visitor(accounts.url);
  await visitor.submit(await visitor.get('/password-reset'), { loginId });
  const event = (await announced(accounts, 'password-reset-requested')).at(-1);
  return unseal(accounts.privateKeys, event?.data['sealedToken'] as string);
}

describe('the first password (R47, R70, R133)', () => {
  it('is set from the link, completes the sign-in and works from then on', async () => {
    const { token, loginId } = await newAccount();
    const visitor = new Visitor(accounts.url);
    const form = await visitor.get(`/password/${token}`);
    expect(form).toMatchObject({ status: 200, h1: 'パスワードの設定' });
    for (const text of ['新しいパスワード', '新しいパスワード（確認用）', 'パスワードを設定する', loginId])
      expect(form.main).toContain(text);
    expect(form.headers.get('referrer-policy')).toBe('no-referrer');
    const page = await visitor.submit(form, typed(good));
    expect(page).toMatchObject({ status: 200, h1: '接続先選択' });
    expect(page.way.join(' ')).not.toContain(`${accounts.url}/password/${token} ${accounts.url}/login/`);
    expect(await logIn(new Visitor(accounts.url), loginId, good)).toMatchObject({ h1: '接続先選択' });
    expect((await claimsOf(approval, `${accounts.url}/oidc`, stopping().inBrowserOf(visitor)))['role']).toBe(
      'institution',
    );
  });

  it('is not used up by opening the link, however often (mail scanners do)', async () => {
    const { token } = await newAccount();
    for (let scan = 0; scan < 3; scan += 1)
      expect(await new Visitor(accounts.url).get(`/password/${token}`)).toMatchObject({ status: 200 });
    await fetch(`${accounts.url}/password/${token}`, { method: 'HEAD' });
    const visitor = new Visitor(accounts.url);
    expect(await visitor.submit(await visitor.get(`/password/${token}`), typed(good))).toMatchObject({
      h1: '接続先選択',
    });
  });

  it('keeps the form open while the rule is not met, and says what is wrong', async () => {
    const { token } = await newAccount();
    const visitor = new Visitor(accounts.url);
    const wrong = await visitor.submit(await visitor.get(`/password/${token}`), typed('abcdefgh'));
    expect(wrong).toMatchObject({ status: 422 });
    expect(wrong.main).toContain('半角英大文字');
    const common = await visitor.submit(wrong, typed('Password123'));
    expect(common.main).toContain('推測されやすいパスワードです');
    const unlike = await visitor.submit(common, typed(good, `${good}x`));
    expect(unlike.main).toContain('一致しません');
    const blank = await visitor.submit(unlike, {});
    expect(blank.main).toContain('新しいパスワードを入力してください。');
    expect(await visitor.submit(blank, typed(good))).toMatchObject({ h1: '接続先選択' });
  });

  it('works once: somebody else with the same mail is told that it is set already', async () => {
    const { token } = await newAccount();
    const [one, other] = [new Visitor(accounts.url), new Visitor(accounts.url)];
    const forms = [await one.get(`/password/${token}`), await other.get(`/password/${token}`)] as const;
    const pages = await Promise.all([
      one.submit(forms[0], typed(good)),
      other.submit(forms[1], typed('Another-Password-88')),
    ]);
    expect(pages.map(({ h1 }) => h1).sort()).toEqual(['パスワードはすでに設定されています', '接続先選択']);
    const late = await new Visitor(accounts.url).get(`/password/${token}`);
    expect(late).toMatchObject({ status: 410, h1: 'パスワードはすでに設定されています' });
    expect(late.main).toContain('共有のメールアドレス');
  });

  it('signs the right person in where another was signed in before', async () => {
    const { token, loginId } = await newAccount();
    const visitor = await signedIn(accounts, kagoshima);
    let page = await visitor.submit(await visitor.get(`/password/${token}`), typed(good));
    if (page.h1 === 'ログアウトしています') page = await visitor.submit(page);
    expect(page).toMatchObject({ h1: '接続先選択' });
    expect(page.main).toContain('パスワードを設定しました');
    expect(page.main).toContain(loginId);
    expect((await visitor.get('/destinations')).main).not.toContain('パスワードを設定しました');
  });

  it('is announced without the password, the token or their hashes', async () => {
    const { token, person } = await newAccount();
    const visitor = new Visitor(accounts.url);
    await visitor.submit(await visitor.get(`/password/${token}`), typed(good));
    const events = await announced(accounts, 'person-changed', person);
    expect(events.map(({ aggregate }) => aggregate.version)).toEqual([1, 2]);
    expect(JSON.stringify(events)).not.toMatch(/argon2|Todoke-77/);
    expect(JSON.stringify(events)).not.toContain(token);
  });
});

describe('links that do not open the form (R93)', () => {
  it('one that was cut off says how to put it together', async () => {
    const { token } = await newAccount();
    for (const path of [
      `/password/${token.slice(0, 20)}`,
      '/password/',
      '/password',
      `/password/${'x'.repeat(32)}`,
      `/password/${token}%00`,
    ]) {
      const page = await new Visitor(accounts.url).get(path);
      expect(page).toMatchObject({ status: 404, h1: 'URLが正しくありません' });
      expect(page.main).toContain('途中で切れる');
    }
  });

  it('a token is letters and digits, so that no mail program takes its end for punctuation', async () => {
    const tokens = await Promise.all(Array.from({ length: 40 }, () => newAccount()));
    for (const { token } of tokens) expect(token).toMatch(/^[A-Za-z0-9]{32}$/);
  });

  it.each([
    ['。', '%E3%80%82'],
    ['。 and the rest of the sentence', encodeURIComponent('。からパスワードを設定してください')],
    ['>', '%3E'],
    ['&gt;', '&gt;'],
    [')', ')'],
    ['」', encodeURIComponent('」')],
    ['、', encodeURIComponent('、')],
    ['"', '%22'],
    ['a full-width blank', '%E3%80%80'],
    ['a line break', '%0D%0A'],
    ['a full stop', '.'],
    ['an underline', '_'],
    ['> that was encoded twice', '%253E'],
    ['a soft line break', '='],
    ['a leftover of quoted-printable', '=20'],
    ['an invisible blank', '%E2%80%8B'],
  ])('one with %s stuck to its end opens the form', async (_what, stuck) => {
    const { token } = await newAccount();
    const visitor = new Visitor(accounts.url);
    const form = await visitor.get(`/password/${token}${stuck}`);
    expect(form).toMatchObject({ status: 200, h1: 'パスワードの設定' });
    expect(await visitor.submit(form, typed(good))).toMatchObject({ status: 200, h1: '接続先選択' });
  });

  it.each([
    ['a bracket before it', (token: string) => `%3C${token}%3E`],
    ['a soft line break within', (token: string) => `${token.slice(0, 10)}=%0D%0A${token.slice(10)}`],
    ['a soft line break that was pasted', (token: string) => `${token.slice(0, 10)}=${token.slice(10)}`],
    ['a blank within', (token: string) => `${token.slice(0, 10)}%20${token.slice(10)}`],
  ])('one with %s opens the form', async (_what, broken) => {
    const { token } = await newAccount();
    expect(await new Visitor(accounts.url).get(`/password/${broken(token)}`)).toMatchObject({ h1: 'パスワードの設定' });
  });

  it.each(['-', '_', '--', '_-'])(
    'one of an earlier release whose %s at the end was cut off opens the form',
    async (end) => {
      const { token } = await newAccount();
      const old = token.slice(0, 32 - end.length) + end;
      const hash = (text: string) => createHash('sha256').update(text).digest('base64url');
      await rows(
        accounts.database.adminUrl,
        'UPDATE accounts.identity_password_links SET token_hash = $1 WHERE token_hash = $2',
        [hash(old), hash(token)],
      );
      for (const path of [old, old.slice(0, 32 - end.length)]) {
        expect(await new Visitor(accounts.url).get(`/password/${path}`)).toMatchObject({ h1: 'パスワードの設定' });
      }
    },
  );

  it('one whose path is in another case opens the form', async () => {
    const { token } = await newAccount();
    for (const path of ['PASSWORD', 'Password']) {
      const page = await new Visitor(accounts.url).get(`/${path}/${token}`);
      expect(page).toMatchObject({ status: 200, h1: 'パスワードの設定' });
    }
  });

  it('one in small letters, or with more stuck to it than can be told from it, says what to do', async () => {
    const { token } = await newAccount();
    for (const path of [token.toLowerCase(), `${token}x`, `x${token}`]) {
      const page = await new Visitor(accounts.url).get(`/password/${path}`);
      expect(page).toMatchObject({ status: 404, h1: 'URLが正しくありません' });
      expect(page.main).toContain('大文字と小文字');
    }
  });

  it('one of a voided account says that it is void', async () => {
    const { token, person } = await newAccount();
    await rows(accounts.database.adminUrl, "UPDATE accounts.identity_people SET state = 'voided' WHERE id = $1", [
      person,
    ]);
    expect(await new Visitor(accounts.url).get(`/password/${token}`)).toMatchObject({
      status: 410,
      h1: 'このURLは無効になりました',
    });
  });

  it('the address fits on one line of a mail', async () => {
    const { token } = await newAccount();
    expect(`https://accounts.g-mis.example.jp/password/${token}`.length).toBeLessThanOrEqual(76);
  });
});

describe('a forgotten password (R131)', () => {
  it('is reset by login ID: a sealed link to the registered address, good for 24 hours (R90)', async () => {
    const visitor = new Visitor(accounts.url);
    const form = await visitor.get('/password-reset');
    expect(form.main).toContain('パスワードリセット');
    const answer = await visitor.submit(form, { loginId: hospital.loginId });
    expect(answer).toMatchObject({ status: 200, h1: 'パスワードリセットを受け付けました' });
    const event = (await announced(accounts, 'password-reset-requested')).at(-1);
    expect(event?.data).toMatchObject({ loginId: hospital.loginId, address: 'trial-hospital@trial.example' });
    expect(event?.data['expiresAt']).toBe('2026-11-21T01:00:00.000Z');
    await eventually(async () =>
      expect(await accounts.nats.published('accounts.password-reset-requested.v1')).not.toHaveLength(0),
    );
  });

  it('answers an unknown login ID just the same, and mails nobody', async () => {
    const before = (await announced(accounts, 'password-reset-requested')).length;
    const visitor = new Visitor(accounts.url);
    const known = await visitor.submit(await visitor.get('/password-reset'), { loginId: kagoshima.loginId });
    const unknown = await visitor.submit(await visitor.get('/password-reset'), { loginId: 'nobody99' });
    expect(unknown.main).toBe(known.main);
    expect(unknown.status).toBe(known.status);
    expect(await announced(accounts, 'password-reset-requested')).toHaveLength(before + 1);
  });

  it.each([hospital.loginId, 'nobody98'])(
    'mails %s three times an hour at most, and says how long to wait, whether it exists or not',
    async (loginId) => {
      const before = (await announced(accounts, 'password-reset-requested')).length;
      const known = loginId === hospital.loginId;
      const visitor = new Visitor(accounts.url);
      const ask = async () => visitor.submit(await visitor.get('/password-reset'), { loginId });
      for (let request = 0; request < 3; request += 1) {
        expect(await ask()).toMatchObject({ status: 200, h1: 'パスワードリセットを受け付けました' });
      }
      const refused = await ask();
      expect(refused).toMatchObject({ status: 429, h1: 'パスワードリセット' });
      expect(refused.main).toContain('しばらく受け付けを止めています');
      expect(refused.main).toContain('11時0分を過ぎてから、もう一度お試しください。');
      expect(refused.html).not.toContain('altcha-widget');
      expect(await announced(accounts, 'password-reset-requested')).toHaveLength(before + (known ? 3 : 0));
      accounts.clock.advance(3_600_001);
      expect(await ask()).toMatchObject({ status: 200 });
      expect(await announced(accounts, 'password-reset-requested')).toHaveLength(before + (known ? 4 : 0));
    },
  );

  it('ten made-up login IDs from one address stop nobody: a known browser passes, others tick a box', async () => {
    const known = await signedIn(accounts, hospital);
    const ask = async (visitor: Visitor, loginId: string) =>
      visitor.submit(await visitor.get('/password-reset'), { loginId });
    for (let number = 0; number < 10; number += 1) await ask(new Visitor(accounts.url), `made-up${number}`);
    const before = (await announced(accounts, 'password-reset-requested')).length;
    expect(await ask(known, hospital.loginId)).toMatchObject({ h1: 'パスワードリセットを受け付けました' });
    const visitor = new Visitor(accounts.url);
    const paused = await ask(visitor, kagoshima.loginId);
    expect(paused).toMatchObject({ status: 429 });
    expect(paused.main).toContain('「私はロボットではありません」にチェック');
    expect(paused.html).toContain(`value="${kagoshima.loginId}"`);
    const altcha = await solvedRobotCheck(visitor, paused);
    const passed = await visitor.submit(paused, { loginId: kagoshima.loginId, altcha });
    expect(passed).toMatchObject({ status: 200, h1: 'パスワードリセットを受け付けました' });
    expect(await announced(accounts, 'password-reset-requested')).toHaveLength(before + 2);
  });

  it('ends every session of the person, here and at the services, and the old password', async () => {
    const { loginId, token: first } = await newAccount();
    const before = new Visitor(accounts.url);
    await before.submit(await before.get(`/password/${first}`), typed(good));
    const { sid } = await claimsOf(approval, `${accounts.url}/oidc`, stopping().inBrowserOf(before));
    const visitor = new Visitor(accounts.url);
    const form = await visitor.get(`/password/${await resetToken(loginId)}`);
    expect(form).toMatchObject({ status: 200, h1: 'パスワードの再設定' });
    expect(await visitor.submit(form, typed('A-New-Password-99'))).toMatchObject({ h1: '接続先選択' });
    await eventually(() => Promise.resolve(expect(approval.logouts.map((logout) => logout['sid'])).toContain(sid)));
    await eventually(async () => expect(await before.get('/destinations')).toMatchObject({ h1: 'ログイン' }));
    expect(await logIn(new Visitor(accounts.url), loginId, good)).toMatchObject({ status: 422 });
    expect(await logIn(new Visitor(accounts.url), loginId, 'A-New-Password-99')).toMatchObject({ h1: '接続先選択' });
  });

  it('a link expires after 24 hours, and says so', async () => {
    const token = await resetToken(kagoshima.loginId);
    accounts.clock.advance(24 * 3_600_000 - 1);
    expect(await new Visitor(accounts.url).get(`/password/${token}`)).toMatchObject({ status: 200 });
    accounts.clock.advance(1);
    expect(await new Visitor(accounts.url).get(`/password/${token}`)).toMatchObject({
      status: 410,
      h1: 'このURLの有効期限が切れています',
    });
  });

  it('one link used makes the others worthless', async () => {
    const [one, other] = [await resetToken(kagoshima.loginId), await resetToken(kagoshima.loginId)];
    const visitor = new Visitor(accounts.url);
    await visitor.submit(await visitor.get(`/password/${one}`), typed(password));
    for (const token of [one, other]) {
      expect(await new Visitor(accounts.url).get(`/password/${token}`)).toMatchObject({
        status: 410,
        h1: 'このURLはすでに使用されています',
      });
    }
  });

  it('also helps who never got the first mail; its link then says that a password is set (R79, R90)', async () => {
    const { loginId, token } = await newAccount();
    const visitor = new Visitor(accounts.url);
    await visitor.submit(await visitor.get(`/password/${await resetToken(loginId)}`), typed(good));
    expect(await new Visitor(accounts.url).get(`/password/${token}`)).toMatchObject({
      h1: 'パスワードはすでに設定されています',
    });
  });

  it('is not offered to a voided account', async () => {
    const { loginId, person } = await newAccount();
    await rows(accounts.database.adminUrl, "UPDATE accounts.identity_people SET state = 'voided' WHERE id = $1", [
      person,
    ]);
    const before = (await announced(accounts, 'password-reset-requested')).length;
    const visitor = new Visitor(accounts.url);
    await visitor.submit(await visitor.get('/password-reset'), { loginId });
    expect(await announced(accounts, 'password-reset-requested')).toHaveLength(before);
    expect(await logIn(new Visitor(accounts.url), loginId, good)).toMatchObject({ status: 422 });
  });
});

it('who set which password when is audited by ids alone', async () => {
  const id = await idOf(accounts, kagoshima.loginId);
  const audit = await rows<{ action: string; row: string }>(
    accounts.database.adminUrl,
    'SELECT action, row_to_json(a)::text AS row FROM accounts.audit a WHERE subject = $1',
    [id],
  );
  expect(audit.map(({ action }) => action)).toEqual(
    expect.arrayContaining(['person.put', 'person.signed-in', 'password.reset-requested', 'password.set-by-reset']),
  );
  expect(JSON.stringify(audit)).not.toMatch(/kagoshima-official|trial\.example/);
});
