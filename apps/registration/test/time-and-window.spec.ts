import { urls } from '../src/applying/pages/user-Registration-Form/urls.js';
import { running, type Running } from './running.js';
import { Applicant, filledIn } from './applicant.js';

let service: Running;
beforeAll(async () => {
  service = await running();
});
afterAll(() => service.stop());
beforeEach(() => service.clock.advance(2 * 3_600_000));

const visitor = (): Applicant => new Applicant(service);
const applications = () => service.ask('SELECT number FROM registration.applications');
const at = (text: string): Date => new Date(`${text}+09:00`);
const last = 59 * 60_000 + 59_000;

describe('60 minutes after the code (R17)', () => {
  it('everything may still be done at 59:59 (R165)', async () => {
    const before = (await applications()).length;
    const person = visitor();
    await person.askForCode();
    service.clock.advance(last);
    await person.send(urls.code, { code: await service.lastCode() });
    expect((await person.get(urls.application)).text).toContain('（残り約1分）');
    await person.send(urls.application, filledIn);
    expect((await person.send(urls.confirm)).to).toBe(urls.complete);
    expect(await applications()).toHaveLength(before + 1);
  });

  it.each([
    ['the code', urls.code, (person: Applicant) => person.askForCode(), { code: '000000' }],
    ['the application', urls.application, (person: Applicant) => person.verify(), filledIn],
    ['the confirmation and 申請する', urls.confirm, (person: Applicant) => person.fillIn(), {}],
  ])('at 60:00 %s begins again', async (_what, url, reach, fields) => {
    const before = (await applications()).length;
    const person = visitor();
    await reach(person);
    service.clock.advance(last + 1_000);
    for (const page of [await person.get(url), await person.send(url, fields)]) {
      expect(page.status).toBe(410);
      expect(page.text).toContain('最初からやり直してください');
      expect(page.html).toContain(`href="${urls.address}"`);
    }
    expect(await applications()).toHaveLength(before);
  });

  it('the address is still there when one begins again, and a new code has its own 60 minutes', async () => {
    const person = visitor();
    await person.fillIn({}, 'late@example.com');
    service.clock.advance(last + 1_000);
    expect((await person.get(urls.address)).html).toContain('value="late@example.com"');
    await person.askForCode('late@example.com');
    service.clock.advance(last);
    expect((await person.send(urls.code, { code: await service.lastCode() })).to).toBe(urls.application);
    expect((await person.get(urls.application)).html).toContain('value="山田"');
  });

  it('what was sent too late is not lost either: it comes back once the same address is verified again', async () => {
    const person = visitor();
    await person.verify('slow@example.com');
    service.clock.advance(last + 1_000);
    const late = await person.send(urls.application, { ...filledIn, institutionName: '遅れた薬局' });
    expect(late.status).toBe(410);
    expect(late.text).toContain('同じメールアドレスをもう一度認証すると、入力した内容が戻ります');
    await person.verify('slow@example.com');
    expect((await person.get(urls.application)).html).toContain('value="遅れた薬局"');
  });

  it('but not for another address, whose reader may be somebody else at the same computer', async () => {
    const person = visitor();
    await person.fillIn({ institutionName: '前の人の薬局' }, 'former@example.com');
    service.clock.advance(last + 1_000);
    await person.verify('next@example.com');
    expect((await person.get(urls.application)).html).not.toContain('前の人の薬局');
  });

  it('count from the newest code', async () => {
    const person = visitor();
    await person.askForCode();
    service.clock.advance(50 * 60_000);
    await person.send(urls.confirmAddress);
    service.clock.advance(50 * 60_000);
    expect((await person.send(urls.code, { code: await service.lastCode() })).to).toBe(urls.application);
  });

  it('do not end the completion, nor its download', async () => {
    const person = visitor();
    const number = await person.apply();
    service.clock.advance(5 * 3_600_000);
    expect((await person.get(urls.complete)).text).toContain(number);
    expect((await person.get(urls.download)).status).toBe(200);
  });
});

describe('Outside the period of publication (R2)', () => {
  const open = '2027-01-10T09:00:00';
  const close = '2027-02-10T17:00:00';
  const setWindow = () =>
    service.ask('INSERT INTO registration.reception_windows VALUES (gen_random_uuid(), $1, $2)', [at(open), at(close)]);
  afterEach(() => service.ask('DELETE FROM registration.reception_windows'));

  it.each(['2027-01-10T08:59:59', '2027-02-10T17:00:00'])(
    'at %s the page says when, and whom to ask; nothing is taken (R165)',
    async (moment) => {
      service.clock.set(at('2027-01-01T00:00:00'));
      const person = visitor();
      await person.get(urls.address);
      await setWindow();
      service.clock.set(at(moment));
      for (const page of [
        await person.get(urls.address),
        await person.send(urls.address, { email: 'a@example.com', altcha: await person.robotCheck() }),
      ]) {
        expect(page.status).toBe(403);
        expect(page.text).toContain('受付期間外');
        expect(page.text).toContain('2027年1月10日 09:00');
        expect(page.text).toContain('2027年2月10日 17:00');
        expect(page.text).toContain('0570-783-872');
        expect(page.html).toContain('href="/contact-points"');
      }
      expect((await person.get(urls.application)).status).toBe(403);
    },
  );

  it.each(['2027-01-10T09:00:00', '2027-02-10T16:59:59'])('at %s it is open (R165)', async (moment) => {
    await setWindow();
    service.clock.set(at(moment));
    expect((await visitor().enterAddress()).to).toBe(urls.confirmAddress);
  });

  it('an application that was begun inside is not taken outside, and a finished one stays', async () => {
    service.clock.set(at('2027-02-10T16:45:00'));
    const [late, done] = [visitor(), visitor()];
    await late.fillIn({}, 'late@example.com');
    const number = await done.apply({}, 'done@example.com');
    const before = (await applications()).length;
    await setWindow();
    service.clock.set(at('2027-02-10T17:00:00'));
    expect((await late.send(urls.confirm)).status).toBe(403);
    expect(await applications()).toHaveLength(before);
    expect((await done.get(urls.complete)).text).toContain(number);
  });
});

describe('A caution with a period (R6)', () => {
  it('stands on every screen from its first to its last second, without a deploy', async () => {
    service.clock.set(at('2027-03-01T09:00:00'));
    const text = 'G-MIS利用開始案内メールは令和9年4月以降に送付します。';
    await service.ask('INSERT INTO registration.notices VALUES (gen_random_uuid(), $1, $2, $3)', [
      text,
      at('2027-03-01T10:00:00'),
      at('2027-03-01T12:00:00'),
    ]);
    const person = visitor();
    expect((await person.get(urls.address)).text).not.toContain(text);
    service.clock.set(at('2027-03-01T10:00:00'));
    const screens = [await person.get(urls.address)];
    await person.enterAddress();
    screens.push(await person.get(urls.confirmAddress));
    await person.send(urls.confirmAddress);
    screens.push(await person.get(urls.code));
    await person.send(urls.code, { code: await service.lastCode() });
    screens.push(await person.get(urls.application));
    await person.send(urls.application, filledIn);
    screens.push(await person.get(urls.confirm));
    await person.send(urls.confirm);
    screens.push(await person.get(urls.complete));
    for (const screen of screens) {
      expect(screen.text).toContain(text);
      expect(screen.text).toContain('G-MIS新規ユーザ登録申請のご案内');
    }
    expect(new Set(screens.map(({ title }) => title)).size).toBe(screens.length);
    service.clock.set(at('2027-03-01T12:00:00'));
    expect((await person.get(urls.complete)).text).not.toContain(text);
  });
});
