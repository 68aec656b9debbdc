import { Applicant, filledIn } from './applicant.js';
import { urls } from '../src/applying/pages/user-Registration-Form/urls.js';
import { running, type Running } from './running.js';

let service: Running;
beforeAll(async () => {
  service = await running();
});
afterAll(() => service.stop());
beforeEach(() => service.clock.advance(2 * 3_600_000));

const visitor = (): Applicant => new Applicant(service);

describe('終了する, on the completion page', () => {
  it('forgets the applicant: neither the page nor the PDF comes back, and it says how to ask later', async () => {
    const person = visitor();
    const number = await person.apply();
    const complete = await person.get(urls.complete);
    const ended = await person.follow((await person.submit(complete, {}, '終了する')).to ?? '');
    expect(ended).toMatchObject({ status: 200, h1: '終了しました' });
    expect(ended.main).toContain('申請番号とメールアドレス');
    for (const shown of [number, 'サンプル薬局', '山田', 'xxx@example.com']) expect(ended.html).not.toContain(shown);

    expect((await person.get(urls.download)).status).toBe(404);
    for (const url of [urls.complete, urls.confirm, urls.application]) {
      expect(await person.get(url)).toMatchObject({ status: 303, to: urls.address });
    }
    expect(person.cookie('registration_session')).toBeUndefined();
  });

  it('ends the session itself: whoever copied its cookie before gets nothing', async () => {
    const person = visitor();
    await person.apply();
    const copy = visitor();
    copy.setCookie('registration_session', person.cookie('registration_session') ?? '');
    expect((await copy.get(urls.download)).status).toBe(200);
    await person.submit(await person.get(urls.complete), {}, '終了する');
    expect((await copy.get(urls.download)).status).toBe(404);
    expect(await copy.get(urls.complete)).toMatchObject({ status: 303, to: urls.address });
  });

  it('is not said to have happened while the application can still be seen', async () => {
    const person = visitor();
    await person.apply();
    expect(await person.get(urls.finish)).toMatchObject({ status: 303, to: urls.complete });
    const nothingToEnd = await visitor().get(urls.finish);
    expect(nothingToEnd).toMatchObject({ status: 200, h1: '終了しました' });
    expect(nothingToEnd.main).not.toContain('消しました');
  });

  it('is taken from a form of ours only', async () => {
    const person = visitor();
    await person.apply();
    expect((await person.post(urls.finish)).status).toBe(403);
    expect((await person.get(urls.download)).status).toBe(200);
  });
});

describe('what is sent after the draft is gone', () => {
  const password = 'Abcdefg1-2026';
  const sent = { ...filledIn, phone: '０３－１２３４－５６７８', building: '<b>サンプルビル</b>', password };
  it('is shown to be copied, and taken as nothing', async () => {
    const person = visitor();
    await person.verify();
    await service.ask('DELETE FROM registration.drafts');
    const gone = await person.send(urls.application, sent);
    expect(gone).toMatchObject({ status: 410, h1: '最初からやり直してください' });
    for (const typed of [
      'サンプル薬局',
      '０３－１２３４－５６７８',
      '<b>サンプルビル</b>',
      '徳島県',
      '万代町1丁目1番地',
      '山田',
    ])
      expect(gone.main).toContain(typed);
    expect(gone.html).not.toContain(password);
    expect(gone.html).not.toContain('<b>');
    expect(gone.main).not.toContain('入力なし');
    expect(await person.get(urls.application)).toMatchObject({ status: 303, to: urls.address });
  });

  it('is sent again where the session is over, and then is shown as well', async () => {
    const person = visitor();
    await person.verify();
    await service.ask("UPDATE registration.web_sessions SET expires_at = now() - interval '1 minute'");
    const fields = { ...filledIn, _csrf: person.csrf };
    const expired = await person.post(urls.application, fields, { 'sec-fetch-site': 'same-origin' });
    expect(expired).toMatchObject({ status: 403, h1: '画面の有効期限が切れました' });
    const gone = await person.submit(expired, {}, '同じ内容をもう一度送信する');
    expect(gone).toMatchObject({ status: 410, h1: '最初からやり直してください' });
    expect(gone.main).toContain('サンプル薬局');
  });

  it.each([urls.confirmAddress, urls.code, urls.confirm])('to %s was no item, and is not shown', async (url) => {
    const person = visitor();
    await person.get(urls.address);
    const gone = await person.send(url, { code: '123456', seen: 'x' });
    expect(gone).toMatchObject({ status: 410, h1: '最初からやり直してください' });
    expect(gone.html).not.toContain('<h2>送信された内容</h2>');
    expect(gone.html).not.toContain('123456');
  });
});

describe('the form is found (R1)', () => {
  it.each([
    ['in small letters', '/user-registration-form'],
    ['in capitals', '/USER-REGISTRATION-FORM'],
    ['in another case, with a slash at its end', '/User-Registration-Form/'],
    ['with the full stop of the sentence in which it stood', '/user-Registration-Form。'],
    ['in full width', '/ｕｓｅｒ－Ｒｅｇｉｓｔｒａｔｉｏｎ－Ｆｏｒｍ'],
    ['with a long-vowel sign for a hyphen', '/userーRegistrationーForm'],
    ['with doubled slashes', '//user-Registration-Form//'],
  ])('%s', async (_how, path) => {
    expect(await visitor().follow(encodeURI(path))).toMatchObject({
      status: 200,
      h1: 'メールアドレス入力',
      url: service.url + urls.address,
    });
  });

  it('and so are the other pages that are printed on paper, with what they were asked for', async () => {
    const { url, h1 } = await visitor().follow('/Contact-Points/?prefecture=46');
    expect([h1, url]).toEqual(['連絡先', `${service.url}/contact-points?prefecture=46`]);
    expect((await visitor().follow('/TERMS')).h1).toBe('利用規約');
  });

  it('but what is like no page is told', async () => {
    for (const path of ['/user-registration', '/user-registration-form/nowhere', '/assets/X', '/Health/Live', '/%FF'])
      expect([path, (await visitor().follow(path)).status]).toEqual([path, path === '/%FF' ? 400 : 404]);
  });
});
