import { unseal } from '@todoke/messaging';
import { expectNothingStored } from '@todoke/testing';
import { solvedRobotCheck } from '@todoke/testing/people';
import { urls } from '../src/applying/pages/user-Registration-Form/urls.js';
import { running, type Running } from './running.js';
import { Applicant } from './applicant.js';

let service: Running;
beforeAll(async () => {
  service = await running();
});
afterAll(() => service.stop());
beforeEach(() => service.clock.advance(2 * 3_600_000));

const visitor = (): Applicant => new Applicant(service);
const requested = () => service.announced('registration.verification-requested.v1');
const another = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

describe('The first page', () => {
  it('is open to everybody, from the portal’s address too, and begins the five steps (R1, R3)', async () => {
    const person = visitor();
    expect(await person.get('/')).toMatchObject({ status: 303, to: urls.address });
    const page = await person.get(urls.address);
    expect(page.status).toBe(200);
    expect(page.html.match(/aria-current="step"/g)).toHaveLength(1);
    expect(page.html).toMatch(/aria-current="step"[^]*?メールアドレス登録/);
    for (const stage of ['メールアドレス認証', '申請情報入力', '申請情報確認', '申請完了'])
      expect(page.text).toContain(stage);
  });

  it('says what G-MIS is, who approves and what comes by mail, and warns of the wait (R5, R6)', async () => {
    const { text } = await visitor().get(urls.address);
    expect(text).toContain('G-MIS新規ユーザ登録申請のご案内');
    for (const fact of ['都道府県', '厚生労働省G-MIS事務局', 'G-MIS利用開始案内メール', '1～2週間'])
      expect(text).toContain(fact);
  });

  it('asks for an address with its help, and for a check that needs script (R7–R10, R12)', async () => {
    const { html, text } = await visitor().get(urls.address);
    expect(text).toContain('* は必須項目となります');
    expect(html).toContain('placeholder="xxx@example.com"');
    expect(text).toContain('info@g-mis.example');
    expect(text).toContain('メールアドレスがない場合、G-MISは利用できません');
    expect(html).toContain('<altcha-widget');
    expect(html).toMatch(/<noscript>[^]*JavaScript[^]*0570-783-872[^]*<\/noscript>/);
    const outsideTemplate = html.replace(/<template[^]*?<\/template>/g, '');
    expect(outsideTemplate).not.toMatch(/<button[^>]*>確認</);
  });

  it.each([
    ['', 'メールアドレス'],
    ['xxx', '「xxx@example.com」'],
    ['xxx@example', '「xxx@example.com」'],
    ['a b@example.com', '「xxx@example.com」'],
    ['xxx@example.com\r\nBcc: other@example.com', '「xxx@example.com」'],
    [`${'x'.repeat(250)}@example.com`, 'メールアドレス'],
  ])('refuses %j, says why, and keeps it (R8)', async (email, message) => {
    const person = visitor();
    await person.get(urls.address);
    const page = await person.send(urls.address, { email, altcha: await person.robotCheck() });
    expect(page.status).toBe(422);
    expect(page.title).toMatch(/^エラー/);
    expect(page.html).toMatch(/id="field-email-error"/);
    expect(page.text).toContain(message);
    expect(page.html).toContain('href="#field-email"');
  });

  it('shows a refused address again, escaped', async () => {
    const person = visitor();
    await person.get(urls.address);
    const { html } = await person.send(urls.address, { email: '"><script>alert(1)</script>', altcha: 'x' });
    expect(html).not.toContain('<script>alert');
    expect(html).toContain('&lt;script&gt;alert(1)');
  });

  it('takes nobody without a check, with a made-up one, or with one that was used (R10)', async () => {
    const person = visitor();
    await person.get(urls.address);
    const altcha = await person.robotCheck();
    const without = await person.send(urls.address, { email: 'a@example.com' });
    expect(without.status).toBe(422);
    expect(without.text).toContain('「私はロボットではありません」にチェックを入れてください。');
    const madeUp = await person.send(urls.address, { email: 'a@example.com', altcha: 'bm90IHNvbHZlZA==' });
    expect(madeUp.text).toContain('「私はロボットではありません」の確認が古いか、正しくありません');
    expect(await person.send(urls.address, { email: 'a@example.com', altcha })).toMatchObject({
      status: 303,
      to: urls.confirmAddress,
    });
    expect((await person.send(urls.address, { email: 'a@example.com', altcha })).status).toBe(422);
    const other = visitor();
    await other.get(urls.address);
    expect((await other.send(urls.address, { email: 'a@example.com', altcha })).status).toBe(422);
  });

  it('lets one of two at once pass with the same check (R10)', async () => {
    const people = [visitor(), visitor(), visitor(), visitor()];
    const altcha = await people[0]!.robotCheck();
    await Promise.all(people.map((person) => person.get(urls.address)));
    const answers = await Promise.all(
      people.map((person) => person.send(urls.address, { email: 'a@example.com', altcha })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 422, 422, 422]);
  });

  it('stops a flood from one session', async () => {
    const person = visitor();
    await person.get(urls.address);
    const answers = [];
    for (let count = 0; count < 31; count++) answers.push(await person.send(urls.address, { email: '' }));
    expect(answers.slice(0, 30).every(({ status }) => status === 422)).toBe(true);
    expect(answers[30]).toMatchObject({ status: 429 });
    expect(answers[30]?.text).toContain('10分ほど待ってから');
    service.clock.advance(11 * 60_000);
    expect((await person.send(urls.address, { email: '' })).status).toBe(422);
  });
});

describe('The second page', () => {
  it('shows the address and the domain to allow, and has sent nothing yet (R13, R15)', async () => {
    const before = (await requested()).length;
    const person = visitor();
    await person.enterAddress("o'neil&co@example.com");
    const page = await person.get(urls.confirmAddress);
    expect(page.text).toContain("o'neil&co@example.com");
    expect(page.html).not.toContain('neil&co@');
    expect(page.text).toContain('「@g-mis.example」');
    expect(page.html).toMatch(/aria-current="step"[^]*?メールアドレス認証/);
    expect((await requested()).length).toBe(before);
  });

  it('goes back to the first page with the address in it (R14)', async () => {
    const person = visitor();
    await person.enterAddress('back@example.com');
    expect((await person.get(urls.confirmAddress)).text).toContain('メールアドレスを修正する');
    expect((await person.get(urls.address)).html).toContain('value="back@example.com"');
  });

  it('announces one code for two clicks at once, and none for a third (R15, R20)', async () => {
    const before = (await requested()).length;
    const person = visitor();
    await person.enterAddress('twice@example.com');
    await person.get(urls.confirmAddress);
    const clicks = await Promise.all([1, 2, 3].map(() => person.send(urls.confirmAddress)));
    expect(clicks.map(({ status, to }) => [status, to])).toEqual([1, 2, 3].map(() => [303, urls.code]));
    const page = await person.get(urls.code);
    expect(page.text).toContain('認証メールは送信済みです');
    const events = (await requested()).slice(before);
    expect(events).toHaveLength(1);
    expect(events[0]?.data).toMatchObject({
      address: 'twice@example.com',
      expiresAt: new Date(service.clock.now().getTime() + 3_600_000).toISOString(),
    });
    expect(events[0]?.aggregate).toMatchObject({ type: 'verification', version: 1 });
  });

  it('fills nobody’s letter box: six codes an hour to an address, whoever asks (R20)', async () => {
    const before = (await requested()).length;
    for (let count = 0; count < 6; count++)
      await visitor().askForCode(count % 2 === 0 ? 'Flood@example.com' : `flood+${count}@example.com`);
    const seventh = visitor();
    await seventh.enterAddress('flood@example.com');
    await seventh.get(urls.confirmAddress);
    const refused = await seventh.send(urls.confirmAddress);
    expect(refused.status).toBe(429);
    expect(refused.text).toContain('1時間ほど待ってから');
    expect((await requested()).length - before).toBe(6);
    expect(await service.ask('SELECT key FROM registration.throttles WHERE key LIKE $1', ['%example%'])).toEqual([]);
    service.clock.advance(3_600_000);
    await visitor().askForCode('flood@example.com');
    expect((await requested()).length - before).toBe(7);
  });
});

describe('A flood of addresses', () => {
  it('to one letter box under many spellings is six codes an hour (R20)', async () => {
    const before = (await requested()).length;
    const spellings = ['a.b.c', 'ab.c', 'A.BC', 'abc+1', 'a.bc+x', 'abc', 'a.b.c+2', 'aBc'];
    for (const [at, spelling] of spellings.entries()) {
      const person = visitor();
      await person.enterAddress(`${spelling}@${at % 2 === 0 ? 'gmail.com' : 'googlemail.com'}`);
      await person.get(urls.confirmAddress);
      await person.send(urls.confirmAddress);
    }
    const sent = (await requested()).slice(before);
    expect(sent).toHaveLength(6);
    expect(sent[0]?.data).toMatchObject({ address: 'a.b.c@gmail.com' });
  });

  it('from one network makes the robot check harder, and locks nobody out', async () => {
    const enter = (number: number) => visitor().enterAddress(`flood${number}@flooded.example.jp`);
    for (let number = 0; number < 30; number += 1) expect((await enter(number)).to).toBe(urls.confirmAddress);
    const person = visitor();
    const refused = await person.enterAddress('honest@example.com');
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('もう一度「私はロボットではありません」にチェックを入れてください');
    expect(refused.html).toContain('value="honest@example.com"');
    expect(refused.html).toContain(`challenge="${urls.robotCheck}?level&#x3D;1"`);
    const easy = await person.send(urls.address, { email: 'honest@example.com', altcha: await person.robotCheck() });
    expect(easy.status).toBe(422);
    const altcha = await solvedRobotCheck(person, easy);
    const passed = await person.send(urls.address, { email: 'honest@example.com', altcha });
    expect(passed).toMatchObject({ status: 303, to: urls.confirmAddress });
    await person.get(urls.confirmAddress);
    expect((await person.send(urls.confirmAddress)).to).toBe(urls.code);
  });

  it('is counted once for each robot check, and by keyed hashes', async () => {
    const person = visitor();
    const altcha = await person.robotCheck();
    await person.get(urls.address);
    for (let time = 0; time < 40; time += 1) await person.send(urls.address, { email: 'once@example.com', altcha });
    service.clock.advance(11 * 60_000);
    expect((await visitor().enterAddress('once@example.com')).status).toBe(303);
    const keys = await service.ask<{ key: string }>('SELECT key FROM registration.throttles');
    expect(keys.map(({ key }) => key).filter((key) => !/^[\w-]{43}$/.test(key))).toEqual([]);
  });

  it('is told by metrics', async () => {
    const { html } = await visitor().get('/metrics');
    expect(html).toMatch(/^addresses_entered_total\{level="0"[^}]*\} [1-9]/m);
    expect(html).toMatch(/^addresses_entered_total\{level="1"[^}]*\} [1-9]/m);
    expect(html).toMatch(/^verification_codes_total\{outcome="requested"[^}]*\} [1-9]/m);
    expect(html).toMatch(/^verification_codes_total\{outcome="too-often"[^}]*\} [1-9]/m);
  });
});

describe('People who only look', () => {
  it('leave nothing in any table, and neither does whoever sends an empty first page', async () => {
    await expectNothingStored(service, 'registration', [
      '/',
      ...Object.values(urls),
      `${urls.postalCodes}/8908577`,
      '/contact-points',
      '/terms',
      '/privacy',
      '/nowhere',
    ]);
    const tables = () => service.ask('SELECT (SELECT count(*) FROM registration.throttles) AS throttles');
    const before = await tables();
    for (let one = 0; one < 5; one += 1) {
      const person = visitor();
      await person.get(urls.address);
      expect((await person.send(urls.address, { email: '' })).status).toBe(422);
    }
    expect(await tables()).toEqual(before);
  });
});

describe('The code', () => {
  it('has six digits, is sealed in the event and hashed in the database (R16)', async () => {
    await visitor().askForCode();
    const code = await service.lastCode();
    expect(code).toMatch(/^\d{6}$/);
    const event = (await requested()).at(-1);
    expect(JSON.stringify(event)).not.toContain(code);
    await expect(unseal({ keys: [] }, event?.data['sealedCode'] ?? '')).rejects.toThrow();
    const [draft] = await service.ask<{ code_hash: string }>(
      'SELECT code_hash FROM registration.drafts WHERE verification_id = $1::uuid',
      [event?.aggregate.id],
    );
    expect(draft?.code_hash).toMatch(/^[\w-]{43}$/);
  });

  it('is asked for with the address and the three things to check (R18)', async () => {
    const person = visitor();
    await person.askForCode('three@example.com');
    const { text, html } = await person.get(urls.code);
    expect(text).toContain('three@example.com');
    expect(text).toContain('メールアドレスが正しいか');
    expect(text).toContain('迷惑メールフォルダ');
    expect(text).toContain('「@g-mis.example」');
    expect(text).toContain('までに申請を完了してください（残り約60分）');
    expect(html).toContain(`<time datetime="${new Date(service.clock.now().getTime() + 3_600_000).toISOString()}">`);
    expect(html).toContain('autocomplete="one-time-code"');
  });

  it('opens the application’s page, also typed in full width with a blank (R19)', async () => {
    const person = visitor();
    await person.askForCode();
    const code = (await service.lastCode()).replace(/\d/g, (digit) =>
      String.fromCharCode(digit.charCodeAt(0) + 0xfee0),
    );
    expect(await person.send(urls.code, { code: `${code.slice(0, 3)} ${code.slice(3)}` })).toMatchObject({
      status: 303,
      to: urls.application,
    });
    expect((await person.get(urls.application)).status).toBe(200);
  });

  it('of another session or another address opens nothing (R19)', async () => {
    const [one, other] = [visitor(), visitor()];
    await one.askForCode('one@example.com');
    const codeOfOne = await service.lastCode();
    await other.askForCode('other@example.com');
    const codeOfOther = await service.lastCode();
    if (codeOfOne !== codeOfOther) expect((await other.send(urls.code, { code: codeOfOne })).status).toBe(422);
    expect((await visitor().get(urls.application)).to).toBe(urls.address);
  });

  it('that is wrong may be typed again, and is told how often (R20)', async () => {
    const person = visitor();
    await person.askForCode();
    const code = await service.lastCode();
    const wrong = await person.send(urls.code, { code: another(code) });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('認証コードが一致しません');
    expect(wrong.text).toContain('あと4回');
    expect((await person.send(urls.code, { code: '12' })).text).toContain('6桁の数字を入力してください');
    expect((await person.send(urls.code, { code: '' })).text).toContain('認証コードを入力してください');
    expect((await person.send(urls.code, { code })).to).toBe(urls.application);
  });

  it('is worthless after five wrong ones; a new one works, the old one does not (R20)', async () => {
    const person = visitor();
    await person.askForCode();
    const code = await service.lastCode();
    for (let count = 0; count < 4; count++) await person.send(urls.code, { code: another(code) });
    const fifth = await person.send(urls.code, { code: another(code) });
    expect(fifth.text).toContain('使えなくなりました');
    expect((await person.send(urls.code, { code })).status).toBe(422);
    expect((await person.get(urls.code)).text).toContain('使えなくなりました');
    service.clock.advance(60_000);
    expect((await person.send(urls.confirmAddress)).to).toBe(urls.code);
    expect((await person.get(urls.code)).text).toContain('新しい認証コードを送信しました');
    const second = await service.lastCode();
    if (second !== code) expect((await person.send(urls.code, { code })).status).toBe(422);
    expect((await person.send(urls.code, { code: second })).to).toBe(urls.application);
  });

  it('guessed at from one session at once bears five guesses, not more (R20)', async () => {
    const person = visitor();
    await person.askForCode();
    const code = await service.lastCode();
    const guesses = await Promise.all(
      Array.from({ length: 12 }, () => person.send(urls.code, { code: another(code) })),
    );
    expect(guesses.filter(({ text }) => /あと\d回/.test(text))).toHaveLength(4);
    expect((await person.send(urls.code, { code })).status).toBe(422);
  });

  it('of the old address is worthless once another address was entered (R20)', async () => {
    const person = visitor();
    await person.askForCode('old@example.com');
    const code = await service.lastCode();
    await person.enterAddress('new@example.com');
    expect((await person.get(urls.code)).to).toBe(urls.confirmAddress);
    expect((await person.send(urls.code, { code })).to).toBe(urls.confirmAddress);
    await person.send(urls.confirmAddress);
    const { text } = await person.get(urls.code);
    expect(text).toContain('new@example.com');
  });

  it('is not needed twice: a verified draft goes on where it was', async () => {
    const person = visitor();
    await person.verify();
    expect((await person.get(urls.code)).to).toBe(urls.application);
    expect((await person.get(urls.confirmAddress)).to).toBe(urls.application);
    expect((await person.send(urls.code, { code: '000000' })).to).toBe(urls.application);
  });
});
