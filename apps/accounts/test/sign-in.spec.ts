import { type Answer, rows, Visitor } from '@todoke/testing';
import { solvedRobotCheck } from '@todoke/testing/people';
import { everybody, hospital, idOf, kagoshima, logIn, password, secretariat, seed, signedIn } from './people.js';
import { friday, running, type Running } from './running.js';

let accounts: Running;
beforeAll(async () => {
  accounts = await running();
  await seed(accounts, everybody);
});
afterAll(() => accounts.stop());
beforeEach(async () => {
  await rows(accounts.database.adminUrl, 'DELETE FROM accounts.identity_attempts');
});

describe('the login page (R118, R130)', () => {
  it('has the labels of the requirements and says whether the help desk answers (R165)', async () => {
    const page = await new Visitor(accounts.url).get('/login');
    expect(page).toMatchObject({ status: 200, h1: 'ログイン' });
    for (const text of [
      'ユーザ名',
      'パスワード',
      'ログイン',
      'パスワードをお忘れですか？',
      '詳細はこちら',
      '0570-783-872',
      '平日9時から17時',
    ]) {
      expect(page.main).toContain(text);
    }
    expect(page.main).toContain('ただいま受付時間内です');
    accounts.clock.set(new Date('2026-11-20T17:00:00+09:00'));
    expect((await new Visitor(accounts.url).get('/login')).main).toContain('ただいま受付時間外です');
    accounts.clock.set(friday);
  });

  it('leads to 接続先選択, with the way to G-MIS in the same tab (R92)', async () => {
    const page = await logIn(new Visitor(accounts.url), hospital.loginId);
    expect(page).toMatchObject({ status: 200, h1: '接続先選択', url: `${accounts.url}/destinations` });
    expect(page.html).toMatch(/<a class="button[^"]*" href="http:\/\/127.0.0.1:9\/">G-MIS<\/a>/);
    expect(page.html).not.toContain('target=');
  });

  it('leads the secretariat and operations to their work: neither has a home with reports (R92, R158)', async () => {
    const page = await logIn(new Visitor(accounts.url), secretariat.loginId);
    expect(page).toMatchObject({ status: 200, h1: '確認待ち一覧', url: `${accounts.url}/secretariat` });
    const ops = await logIn(
      new Visitor(accounts.url, { follows: (url) => url.startsWith(accounts.url) }),
      'operations',
    );
    expect(ops).toMatchObject({ status: 303, to: 'http://127.0.0.1:9/' });
  });

  it('takes the login ID in upper case too', async () => {
    expect(await logIn(new Visitor(accounts.url), 'Trial-Hospital')).toMatchObject({ h1: '接続先選択' });
  });

  it('shows when somebody signed in before', async () => {
    accounts.clock.set(new Date('2026-11-21T08:15:00+09:00'));
    await signedIn(accounts, kagoshima);
    accounts.clock.set(new Date('2026-11-22T12:00:00+09:00'));
    const page = await (await signedIn(accounts, kagoshima)).get('/destinations');
    accounts.clock.set(friday);
    expect(page.main).toContain('前回のログイン 2026年11月21日 08:15');
  });

  it('says the same of an unknown login ID as of a wrong password, and keeps the login ID typed', async () => {
    const visitor = new Visitor(accounts.url);
    const wrong = await logIn(visitor, hospital.loginId, 'Wrong-password-1');
    const unknown = await logIn(new Visitor(accounts.url), 'nobody22', 'Wrong-password-1');
    expect(wrong).toMatchObject({ status: 422 });
    expect(wrong.main).toContain('ユーザ名またはパスワードが正しくありません。');
    expect(unknown.main.replaceAll('nobody22', '')).toBe(wrong.main.replaceAll(hospital.loginId, ''));
    expect(wrong.html).toContain('value="trial-hospital"');
    expect(wrong.html).not.toContain('Wrong-password-1');
    expect(await visitor.submit(wrong, { loginId: hospital.loginId, password })).toMatchObject({ h1: '接続先選択' });
  });

  it('takes as long for an unknown login ID as for a known one', async () => {
    const time = async (loginId: string) => {
      const visitor = new Visitor(accounts.url);
      const page = await visitor.get('/login');
      // Of the processor, which nothing else on this machine has part in; the service runs in this process.
      const before = process.cpuUsage();
      await visitor.submit(page, { loginId, password: 'Wrong-password-1' });
      const { user, system } = process.cpuUsage(before);
      return user + system;
    };
    await time('warm-up');
    const known = Math.min(await time(hospital.loginId), await time(hospital.loginId));
    const unknown = Math.min(await time('nobody23'), await time('nobody24'));
    expect(unknown).toBeGreaterThan(known / 3);
    expect(unknown).toBeLessThan(known * 3);
  });

  it('asks for both fields', async () => {
    const visitor = new Visitor(accounts.url);
    const page = await visitor.submit(await visitor.get('/login'), {});
    expect(page).toMatchObject({ status: 422 });
    expect(page.main).toContain('ユーザ名を入力してください。');
    expect(page.main).toContain('パスワードを入力してください。');
  });

  it('lets nobody in who is suspended, and says nothing of it', async () => {
    const id = await idOf(accounts, hospital.loginId);
    await rows(accounts.database.adminUrl, "UPDATE accounts.identity_people SET state = 'suspended' WHERE id = $1", [
      id,
    ]);
    const page = await logIn(new Visitor(accounts.url), hospital.loginId);
    await rows(accounts.database.adminUrl, "UPDATE accounts.identity_people SET state = 'active' WHERE id = $1", [id]);
    expect(page.main).toContain('ユーザ名またはパスワードが正しくありません。');
  });

  it('asks somebody who was suspended while signed in to sign in', async () => {
    const visitor = await signedIn(accounts, hospital);
    const id = await idOf(accounts, hospital.loginId);
    await rows(accounts.database.adminUrl, "UPDATE accounts.identity_people SET state = 'suspended' WHERE id = $1", [
      id,
    ]);
    visitor.forgetCookie('accounts_session');
    const page = await visitor.get('/destinations');
    await rows(accounts.database.adminUrl, "UPDATE accounts.identity_people SET state = 'active' WHERE id = $1", [id]);
    expect(page).toMatchObject({ status: 200, h1: 'ログイン' });
  });
});

/** By the button of the header, and on through the provider's page. */
const leave = async (visitor: Visitor): Promise<Answer> =>
  visitor.submit(await visitor.signOut(await visitor.get('/destinations')));

describe('failing again and again', () => {
  it.each([hospital.loginId, 'nobody25'])(
    'after five failures %s has to wait, whether it exists or not',
    async (loginId) => {
      const visitor = new Visitor(accounts.url);
      for (let failure = 0; failure < 5; failure += 1) {
        expect(await logIn(visitor, loginId, 'Wrong-password-1')).toMatchObject({ status: 422 });
      }
      const paused = await logIn(visitor, loginId, password);
      expect(paused).toMatchObject({ status: 429 });
      expect(paused.main).toContain('しばらく受け付けを止めています');
    },
  );

  it('a minute later the right password is let in, and the count begins again', async () => {
    const visitor = new Visitor(accounts.url);
    for (let failure = 0; failure < 5; failure += 1) await logIn(visitor, hospital.loginId, 'Wrong-password-1');
    accounts.clock.advance(60_000);
    expect(await logIn(visitor, hospital.loginId)).toMatchObject({ h1: '接続先選択' });
    expect(await logIn(new Visitor(accounts.url), hospital.loginId, 'Wrong-password-1')).toMatchObject({ status: 422 });
    accounts.clock.set(friday);
  });

  it('strangers who fail with a login ID do not stop its owner, at a browser they signed in from before', async () => {
    const owner = await signedIn(accounts, hospital);
    await leave(owner);
    await logIn(owner, secretariat.loginId);
    await leave(owner);
    const stranger = new Visitor(accounts.url);
    for (let failure = 0; failure < 5; failure += 1) await logIn(stranger, hospital.loginId, 'Wrong-password-1');
    for (let failure = 0; failure < 4; failure += 1) {
      expect(await logIn(owner, hospital.loginId, 'Wrong-password-1')).toMatchObject({ status: 422 });
    }
    expect(await logIn(owner, hospital.loginId)).toMatchObject({ h1: '接続先選択' });
    expect(await logIn(stranger, hospital.loginId)).toMatchObject({ status: 429 });
  });

  it('a known browser gets five guesses too, and is known for the login ID that signed in alone', async () => {
    const thief = await signedIn(accounts, secretariat);
    await leave(thief);
    for (const { loginId } of [secretariat, hospital]) {
      for (let failure = 0; failure < 5; failure += 1) await logIn(thief, loginId, 'Wrong-password-1');
      expect(await logIn(thief, loginId)).toMatchObject({ status: 429 });
    }
    expect(await logIn(new Visitor(accounts.url), secretariat.loginId)).toMatchObject({ h1: '確認待ち一覧' });
    expect(await logIn(new Visitor(accounts.url), hospital.loginId)).toMatchObject({ status: 429 });
  });

  it('many at once get no more than five guesses', async () => {
    const visitors = await Promise.all(
      Array.from({ length: 12 }, async () => {
        const visitor = new Visitor(accounts.url);
        return { visitor, page: await visitor.get('/login') };
      }),
    );
    const fields = { loginId: 'nobody26', password: 'Wrong-password-1' };
    const pages = await Promise.all(visitors.map(({ visitor, page }) => visitor.submit(page, fields)));
    expect(pages.filter(({ status }) => status === 422)).toHaveLength(5);
    expect(pages.filter(({ status }) => status === 429)).toHaveLength(7);
  });

  it('thirty login IDs that failed from one address lock nobody out: a known browser passes, others tick', async () => {
    const known = await signedIn(accounts, hospital);
    await leave(known);
    const spray = (number: number) => logIn(new Visitor(accounts.url), `sprayed${number}`, 'Wrong-password-1');
    for (let number = 0; number < 29; number += 1) await spray(number);
    expect(await logIn(new Visitor(accounts.url), secretariat.loginId)).toMatchObject({ h1: '確認待ち一覧' });
    await spray(29);
    expect(await logIn(known, hospital.loginId)).toMatchObject({ h1: '接続先選択' });
    for (const loginId of [secretariat.loginId, 'nobody28']) {
      const paused = await logIn(new Visitor(accounts.url), loginId, 'Wrong-password-1');
      expect(paused).toMatchObject({ status: 429 });
      expect(paused.main).toMatch(
        /10時1分を過ぎてから、もう一度お試しください。.*「私はロボットではありません」にチェック/,
      );
    }
    const visitor = new Visitor(accounts.url);
    const paused = await logIn(visitor, secretariat.loginId);
    const altcha = await solvedRobotCheck(visitor, paused);
    expect(await visitor.submit(paused, { loginId: 'nobody28', password, altcha })).toMatchObject({ status: 422 });
    const again = await visitor.submit(paused, { loginId: secretariat.loginId, password, altcha });
    expect(again).toMatchObject({ status: 429 });
    const second = { loginId: secretariat.loginId, password, altcha: await solvedRobotCheck(visitor, again) };
    expect(await visitor.submit(again, second)).toMatchObject({ h1: '確認待ち一覧' });
  });

  it.each([hospital.loginId, 'nobody29'])(
    'five failures with %s are no refusal: a robot check ends the pause, and each further failure makes it harder',
    async (loginId) => {
      const visitor = new Visitor(accounts.url);
      for (let failure = 0; failure < 5; failure += 1) await logIn(visitor, loginId, 'Wrong-password-1');
      const paused = await logIn(visitor, loginId, 'Wrong-password-1');
      const altcha = await solvedRobotCheck(visitor, paused);
      expect(await visitor.submit(paused, { loginId, password: 'Wrong-password-1', altcha })).toMatchObject({
        status: 422,
      });
      const harder = await logIn(visitor, loginId, 'Wrong-password-1');
      expect(harder).toMatchObject({ status: 429 });
      const easy = await solvedRobotCheck(visitor, paused);
      expect(await visitor.submit(harder, { loginId, password, altcha: easy })).toMatchObject({ status: 429 });
      const done = await visitor.submit(harder, { loginId, password, altcha: await solvedRobotCheck(visitor, harder) });
      expect(done.h1).toBe(loginId === hospital.loginId ? '接続先選択' : 'ログイン');
    },
  );

  it('many who solve one robot check get one guess', async () => {
    const visitor = new Visitor(accounts.url);
    for (let failure = 0; failure < 5; failure += 1) await logIn(visitor, 'nobody32', 'Wrong-password-1');
    const paused = await logIn(visitor, 'nobody32', 'Wrong-password-1');
    const fields = {
      loginId: 'nobody32',
      password: 'Wrong-password-1',
      altcha: await solvedRobotCheck(visitor, paused),
    };
    const pages = await Promise.all(Array.from({ length: 6 }, () => visitor.submit(paused, fields)));
    expect(pages.map(({ status }) => status).sort()).toEqual([422, 429, 429, 429, 429, 429]);
  });

  it('thousands of refusals leave a few rows in the audit, which tell how many they were', async () => {
    const id = await idOf(accounts, hospital.loginId);
    const [{ last } = { last: '0' }] = await rows<{ last: string }>(
      accounts.database.adminUrl,
      'SELECT coalesce(max(id), 0) AS last FROM accounts.audit',
    );
    const refused = async (subject: string) => {
      const found = await rows<{ refused: number }>(
        accounts.database.adminUrl,
        `SELECT (detail->>'refused')::int AS refused FROM accounts.audit
         WHERE action = 'sign-in.refused' AND subject = $1 AND id > $2 ORDER BY id`,
        [subject, last],
      );
      return found.map((row) => row.refused);
    };
    accounts.clock.set(new Date('2026-11-23T10:00:00+09:00'));
    for (let failure = 0; failure < 5; failure += 1) {
      await logIn(new Visitor(accounts.url), hospital.loginId, 'Wrong-password-1');
      await logIn(new Visitor(accounts.url), `nobody4${failure}`, 'Wrong-password-1');
    }
    expect(await refused(id)).toEqual([1, 2, 4]);
    expect(await refused('unknown')).toEqual([1, 2, 4]);
    accounts.clock.advance(3_600_000);
    await logIn(new Visitor(accounts.url), hospital.loginId, 'Wrong-password-1');
    expect(await refused(id)).toEqual([1, 2, 4, 1]);
    accounts.clock.set(friday);
  });

  it('one person failing often does not stop the others of the office', async () => {
    for (let failure = 0; failure < 8; failure += 1)
      await logIn(new Visitor(accounts.url), 'nobody27', 'Wrong-password-1');
    expect(await logIn(new Visitor(accounts.url), secretariat.loginId)).toMatchObject({ h1: '確認待ち一覧' });
  });

  it('what was typed is stored as keyed hashes only', async () => {
    await logIn(new Visitor(accounts.url), 'A-password-in-the-wrong-field-1', 'Wrong-password-1');
    const stored = await rows<{ row: string }>(
      accounts.database.adminUrl,
      'SELECT row_to_json(a)::text AS row FROM accounts.identity_attempts a',
    );
    expect(stored).toHaveLength(1);
    expect(stored[0]?.row).not.toMatch(/wrong-field|127\.0\.0\.1/);
  });
});

describe('addresses of a sign-in that is over (R91)', () => {
  it('a bookmarked one leads to a fresh login page', async () => {
    const page = await new Visitor(accounts.url).get('/login/an-old-interaction');
    expect(page).toMatchObject({ status: 200, h1: 'ログイン' });
    expect(page.url).not.toContain('an-old-interaction');
  });

  it('one that was completed leads on, and so does its resume address', async () => {
    const visitor = new Visitor(accounts.url);
    const form = await visitor.get('/login');
    const done = await visitor.submit(form, { loginId: hospital.loginId, password });
    expect(await visitor.get(form.url)).toMatchObject({ status: 200, h1: '接続先選択' });
    const resume = done.way.find((url) => /\/oidc\/auth\/[^/]+$/.test(url)) ?? '';
    expect(await visitor.get(resume)).toMatchObject({ status: 200, h1: '接続先選択' });
  });

  it('a form whose sign-in is over leads to a fresh one', async () => {
    const visitor = new Visitor(accounts.url);
    const form = await visitor.get('/login');
    visitor.forgetCookie('accounts_request');
    expect(await visitor.submit(form, { loginId: hospital.loginId, password })).toMatchObject({
      status: 200,
      h1: 'ログイン',
    });
  });

  it('a browser that takes no cookies is told so, and not led in circles', async () => {
    const none = new Visitor(accounts.url);
    const follow = async (path: string): Promise<Response> => {
      const response = await fetch(new URL(path, accounts.url), {
        redirect: 'manual',
        headers: { accept: 'text/html' },
      });
      const to = response.headers.get('location');
      return to === null ? response : follow(to);
    };
    const response = await follow('/login');
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('Cookieを有効にしてください');
    expect(none.cookie('accounts_session')).toBeUndefined();
  });
});
