import { urls } from '../src/applying/pages/user-Registration-Form/urls.js';
import { Applicant, filledIn } from './applicant.js';
import { running, type Running } from './running.js';

let service: Running;
beforeAll(async () => {
  service = await running();
});
afterAll(() => service.stop());
beforeEach(() => service.clock.advance(2 * 3_600_000));

const applicant = (): Applicant => new Applicant(service);

describe('An applicant with two tabs', () => {
  it('submits what the confirmation showed, not what another tab has made of it since (R40)', async () => {
    const person = applicant();
    await person.fillIn({ institutionName: '一枚目薬局' });
    const first = await person.get(urls.confirm);
    await person.send(urls.application, { ...filledIn, institutionName: '二枚目薬局' });

    const refused = await person.submit(first);
    expect([refused.status, refused.h1]).toEqual([409, 'ユーザ登録申請内容確認']);
    expect(refused.text).toContain('別の画面で申請情報が変更されました');
    expect(refused.text).toContain('二枚目薬局');
    expect(await service.ask('SELECT number FROM registration.applications')).toEqual([]);

    expect((await person.submit(refused)).to).toBe(urls.complete);
    expect((await person.get(urls.complete)).text).toContain('二枚目薬局');
  });
});

describe('The session of the form', () => {
  it('has a new id once the address is verified, so that a planted one shows nothing (R43)', async () => {
    const person = applicant();
    await person.get(urls.address);
    const planted = person.cookie('registration_session') ?? '';
    await person.fillIn({}, 'victim@example.com');
    expect(person.cookie('registration_session')).not.toBe(planted);

    const spy = applicant();
    spy.setCookie('registration_session', planted);
    expect((await spy.get(urls.confirm)).to).toBe(urls.address);
    expect((await spy.get(urls.application)).text).not.toContain('victim@example.com');
    expect((await person.get(urls.confirm)).text).toContain('victim@example.com');
  });

  it('gets the PDF as often as anybody needs it, and no more', async () => {
    const person = applicant();
    await person.apply();
    const statuses: number[] = [];
    for (let download = 0; download < 21; download += 1) statuses.push((await person.get(urls.download)).status);
    expect(statuses).toEqual([...Array.from({ length: 20 }, () => 200), 429]);
    service.clock.advance(10 * 60_000);
    expect((await person.get(urls.download)).status).toBe(200);
  });
});
