import { AccountHolder, newPassword } from '../src/account-holder.js';
import { Applicant } from '../src/applicant.js';
import { codeFor, guidanceFor } from '../src/inbox.js';
import { Official } from '../src/official.js';
import { newAddress, samplePharmacy } from '../src/samples.js';
import { Secretariat } from '../src/secretariat.js';
import { everythingWritten, placesThatHold, type Trace } from '../src/traces.js';
import { everybodyLeaves, visitor } from '../src/visitor.js';

describe('the search', () => {
  const trace = (content: string): Trace[] => [{ place: 'here', content: Buffer.from(content) }];

  it('finds what is in clear, in base64 at any offset, and in hexadecimal', () => {
    const secret = 'kR3-dQ_1x9Za';
    for (const before of ['', 'a', 'ab', 'abc']) {
      const text = Buffer.from(`${before}${secret}z`);
      for (const form of ['utf8', 'base64', 'base64url', 'hex'] as const) {
        const found = placesThatHold(secret, trace(`{"x":"${text.toString(form)}"}`));
        expect([before, form, found]).toEqual([before, form, ['here']]);
      }
    }
  });

  it('finds what is percent-encoded, and what JSON or HTML escapes, in either case of letters', () => {
    const name = '髙﨑 太郎';
    const json = '\\u9ad9\\ufa11 \\u592a\\u90ce';
    const forms = [
      encodeURIComponent(name),
      encodeURIComponent(name).toLowerCase(),
      'q=%E9%AB%99%EF%A8%91+%E5%A4%AA%E9%83%8E',
      json,
    ];
    forms.push(
      json.replaceAll(/[a-f0-9]{4}/g, (digits) => digits.toUpperCase()),
      '&#39641;&#64017;&#32;&#22826;&#37070;',
    );
    for (const form of forms)
      expect([form, placesThatHold(name, trace(`GET /?${form} HTTP/1.1`))]).toEqual([form, ['here']]);
    expect(placesThatHold('a@b.example', trace('/%61%40%62%2e%65%78%61%6d%70%6c%65'))).toEqual(['here']);
    expect(placesThatHold('a@b.example', trace('/?to=a%40b.example'))).toEqual(['here']);
  });

  it('does not take a part of another number for a code', () => {
    expect(placesThatHold('123456', trace('tel 0991234567, "code": "123457"'))).toEqual([]);
    expect(placesThatHold('123456', trace('"code": "123456"'))).toEqual(['here']);
  });
});

describe('after a journey to the end', () => {
  const address = newAddress('secrets');
  const application = samplePharmacy();
  const password = newPassword();
  let number: string;
  let code: string;
  let token: string;
  let loginId: string;
  let written: Trace[];

  beforeAll(async () => {
    const applicant = new Applicant((await visitor()).tab, address);
    number = await applicant.applies(application);
    code = await codeFor(address);
    const official = new Official((await visitor()).tab, '46');
    await official.signsIn();
    await official.approves(number);
    const secretariat = new Secretariat((await visitor()).tab);
    await secretariat.signsIn();
    await secretariat.confirms(number);
    const guidance = await guidanceFor(address);
    loginId = guidance.loginId;
    token = guidance.link.split('/').at(-1) ?? '';
    const holder = new AccountHolder((await visitor()).tab, address);
    await holder.opensTheLinkOfTheGuidanceMail();
    await holder.setsThePassword(password);
    await holder.tab.button('パスワードを設定する').waitFor({ state: 'detached' });
    const later = new AccountHolder((await visitor()).tab, address);
    await later.signsIn({ loginId, password });
    await later.choosesGMis();
    written = await everythingWritten();
  });

  afterAll(everybodyLeaves);

  it('the search finds what is there: the number, a subject, the login ID', () => {
    const holders = placesThatHold(number, written);
    const places = [
      'table registration.outbox',
      'table registration.applications',
      'stream REGISTRATION',
      'stream ACCOUNTS',
    ];
    expect(holders).toEqual(expect.arrayContaining(places));
    expect(placesThatHold('registration.application-submitted.v1', written)).toContain('stream REGISTRATION');
    expect(placesThatHold('accounts.account-issued.v1', written).length).toBeGreaterThan(1);
    expect(placesThatHold(loginId, written)).toContain('stream ACCOUNTS');
    const kinds = new Set(placesThatHold('registration', written).map((place) => place.split(' ')[0]));
    expect([...kinds]).toEqual(expect.arrayContaining(['table', 'stream', 'nats', 'log']));
  });

  it('the code of the mail is nowhere', () => {
    expect(code).toMatch(/^\d{6}$/);
    expect(placesThatHold(code, written)).toEqual([]);
  });

  it('the token of the link is nowhere', () => {
    expect(token.length).toBeGreaterThanOrEqual(32);
    expect(placesThatHold(token, written)).toEqual([]);
  });

  it('the password is nowhere', () => {
    expect(placesThatHold(password, written)).toEqual([]);
  });

  it('the logs hold no personal data', () => {
    const logs = written.filter(({ place }) => place.startsWith('log '));
    expect(placesThatHold('registration', logs)).not.toEqual([]);
    for (const value of [address, application['機関名'] as string, '髙﨑', '0992862707']) {
      expect(placesThatHold(value, logs)).toEqual([]);
    }
  });
});
