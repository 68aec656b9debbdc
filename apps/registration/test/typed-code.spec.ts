import { urls } from '../src/applying/pages/user-Registration-Form/urls.js';
import { Applicant } from './applicant.js';
import { running, type Running } from './running.js';

let service: Running;
beforeAll(async () => {
  service = await running();
});
afterAll(() => service.stop());
beforeEach(() => service.clock.advance(2 * 3_600_000));

const wide = (text: string): string =>
  text.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));

describe('The code as people type and paste it (R19)', () => {
  it.each<[string, (code: string) => string]>([
    ['with a hyphen', (code) => `${code.slice(0, 3)}-${code.slice(3)}`],
    ['in full width with a long-vowel sign', (code) => wide(`${code.slice(0, 3)}ー${code.slice(3)}`)],
    ['with its label', (code) => `認証コード：${code}`],
    ['with its label on a line before', (code) => `認証コード\r\n${code}\r\n`],
    ['with a word after it', (code) => `${code}です。`],
    ['in brackets', (code) => `【${wide(code)}】`],
    ['with what cannot be seen', (code) => `\uFEFF${code.slice(0, 2)}\u200B${code.slice(2)}\u00A0`],
    [
      'with the line of its limit',
      (code) => `認証コード ${code} 有効期限: 2026年11月29日 10:25（コードの送信から60分）`,
    ],
  ])('is taken %s', async (_how, typed) => {
    const person = new Applicant(service);
    await person.askForCode();
    const code = await service.lastCode();
    expect(await person.send(urls.code, { code: typed(code) })).toMatchObject({ status: 303, to: urls.application });
  });

  it.each(['12345', '123456 と 654321', '認証コード', '1２3', 'x'.repeat(50)])('is none: %s', async (typed) => {
    const person = new Applicant(service);
    await person.askForCode();
    const answer = await person.send(urls.code, { code: typed });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('6桁の数字を入力してください');
    expect((await person.send(urls.code, { code: await service.lastCode() })).to).toBe(urls.application);
  });
});
