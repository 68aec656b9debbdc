import { type LocalSystem, services } from '@todoke/local-system';
import { eventually, mailSink, type MailSink, type ReceivedMail } from '@todoke/testing';
import { codeIn, subjects } from '@todoke/testing/people';
import { AccountHolder, newPassword } from '../src/account-holder.js';
import { Applicant } from '../src/applicant.js';
import { impossible } from '../src/impossible.js';
import { entriesOf, linesOf } from '../src/log-lines.js';
import { Official } from '../src/official.js';
import { newAddress, samplePharmacy, type Application } from '../src/samples.js';
import { Secretariat } from '../src/secretariat.js';
import { demo, variable } from '../src/system/demo.js';
import { startWholeSystem } from '../src/system/whole-system.js';
import { everythingWritten, logged, placesThatHold } from '../src/traces.js';
import { everybodyLeaves, visitor } from '../src/visitor.js';

/**
 * Constraints are broken and mail addresses refused on purpose, so this suite has a system of its own, which logs all.
 */
let system: LocalSystem;
let sink: MailSink;

const level = process.env['LOG_LEVEL'];

beforeAll(async () => {
  sink = await mailSink();
  process.env['LOG_LEVEL'] = 'trace';
  system = await startWholeSystem('logs', sink);
  process.env[variable] = system.places.demo;
});

afterAll(async () => {
  if (level === undefined) delete process.env['LOG_LEVEL'];
  else process.env['LOG_LEVEL'] = level;
  await everybodyLeaves();
  await system.stop();
  await sink.close();
});

const mailTo = (address: string, subject: string): Promise<ReceivedMail> =>
  eventually(() => sink.to(address).findLast((mail) => mail.subject === subject), {
    what: `a mail 「${subject}」 to ${address}`,
  });

/** Unique texts in every item. */
const recognisable: Application = {
  ...samplePharmacy(),
  機関名: 'ミズホノ識別薬局',
  電話番号: '0993141592',
  '町名・番地': '識別町２７１－８２８',
  建物名: 'ヒヨドリビル弐階',
  担当部署: '識別調剤係',
  '担当者 姓': '阿武隈',
  '担当者 名': 'ほととぎす',
  担当部署電話番号: '0992653589',
};
const reason = '却下のわけは識別山の稜線';
const address = newAddress('shikibetsu');
const refusedAddress = newAddress('kyohi');
const laterAddress = newAddress('atode');
const password = newPassword();
const wrongPassword = 'Chigau-Aikotoba-2718';
const invented = 'nusubito-no-login';

let number: string;
let click: string;
let loginId: string;

/** From the address to the form, with a wrong code on the way. */
async function verifies(applicant: Applicant): Promise<void> {
  await applicant.opensTheForm();
  await applicant.entersTheAddress();
  await applicant.provesNotARobot();
  await applicant.confirms();
  await applicant.asksForTheCode();
  const { text } = await mailTo(applicant.address, subjects.code);
  const code = codeIn(text ?? '') ?? '';
  await applicant.entersTheCode(code === '000000' ? '111111' : '000000');
  expect(await applicant.tab.complaintAt('認証コード')).toMatch(/\S/);
  await applicant.entersTheCode(code);
  await applicant.tab.field('機関名').waitFor();
}

/** A form that is refused, then one that is taken, up to the last button. */
async function fillsIn(applicant: Applicant): Promise<void> {
  await applicant.fillsIn({ ...recognisable, 担当部署電話番号: '12345' });
  await applicant.agreesToTermsAndPrivacy();
  await applicant.confirms();
  expect(await applicant.tab.complaintAt('担当部署電話番号')).toMatch(/\S/);
  await applicant.fillsIn({ ...recognisable, 保険機関コード: samplePharmacy()['保険機関コード'] ?? '' });
  await applicant.agreesToTermsAndPrivacy();
  await applicant.confirms();
  await applicant.tab.button('申請する').waitFor();
}

/** The correlation id in the response to the click, which an applicant's helper can give to an operator. */
async function submits(applicant: Applicant): Promise<string> {
  const { page } = applicant.tab;
  const answer = page.waitForResponse((one) => one.request().method() === 'POST' && one.url().endsWith('/confirm'));
  await applicant.submits();
  return (await answer).headers()['x-correlation-id'] ?? '';
}

async function signsInWrongly(name: string): Promise<void> {
  const { tab } = await visitor();
  const holder = new AccountHolder(tab, address);
  await holder.signsIn({ loginId: name, password: wrongPassword });
  await tab.button('ログイン').waitFor();
}

describe('a journey both ways, with everything that goes wrong on it', () => {
  it('ends in an account, in a refusal, and in errors', async () => {
    const applicant = new Applicant((await visitor()).tab, address);
    await verifies(applicant);
    await fillsIn(applicant);
    click = await submits(applicant);
    number = await applicant.number();

    const refused = new Applicant((await visitor()).tab, refusedAddress);
    await verifies(refused);
    await fillsIn(refused);
    await refused.submits();
    const refusedNumber = await refused.number();
    sink.refuse(refusedAddress, {
      code: 550,
      text: `5.1.1 <${refusedAddress}> ${String(recognisable['担当者 姓'])} unknown`,
    });

    const official = new Official((await visitor()).tab, '46');
    await official.signsIn();
    await official.approves(number);
    await official.rejects(refusedNumber, reason);
    const secretariat = new Secretariat((await visitor()).tab);
    await secretariat.signsIn();
    await secretariat.confirms(number);

    const { text = '' } = await mailTo(address, subjects.guidance);
    loginId = /^ユーザ名（ログインID）: (\S+)$/m.exec(text)?.[1] ?? '';
    const holder = new AccountHolder((await visitor()).tab, address);
    await holder.tab.goesTo(/^(https?:\/\/\S+\/password\/[\w-]+)$/m.exec(text)?.[1] ?? '');
    await holder.setsThePassword('short', 'other');
    await holder.tab.errors();
    await holder.setsThePassword(password);
    await holder.tab.button('パスワードを設定する').waitFor({ state: 'detached' });
    await signsInWrongly(loginId);
    await signsInWrongly(invented);
    const later = new AccountHolder((await visitor()).tab, address);
    await later.signsIn({ loginId, password });
    await later.choosesGMis();
    await eventually(() => expect(sink.attempts(refusedAddress)).toBeGreaterThan(0));
  });

  it('goes on when Postgres refused rows and quoted them', async () => {
    const applicant = new Applicant((await visitor()).tab, laterAddress);
    await verifies(applicant);
    await fillsIn(applicant);
    const here = await impossible('registration.applications');
    const heard = await impossible('approval.reviews', 'notifications.mails', 'reporting.applications');
    await applicant.tab.presses('申請する');
    await applicant.tab.sees('システムエラーが起きました');
    await here.lift();
    await applicant.tab.page.goBack();
    await submits(applicant);
    const putBack = /"code":"[^"]*[Ee]rror:\w+","msg":"event redelivered"/;
    for (const service of ['approval', 'notifications', 'reporting'] as const) {
      await eventually(() => linesOf(service).some((line) => putBack.test(line)), {
        what: `an event redelivered by ${service}`,
      });
    }
    await heard.lift();
    expect((await mailTo(laterAddress, subjects.received)).text).toContain(await applicant.number());
    const failed = linesOf('registration').filter((line) => line.includes('"could not answer"'));
    expect(failed.join('\n')).toMatch(/"status":500[^\n]*"type":"\w*[Ee]rror"/);
  });

  it.each(services)('meets requests that %s cannot take', async (service) => {
    const name = String(recognisable['機関名']);
    const url = demo().services[service];
    const query = `?name=${encodeURIComponent(name)}&mail=${encodeURIComponent(address)}`;
    const typed = {
      name,
      mail: address,
      電話番号: recognisable['電話番号'],
      loginId: invented,
      password: wrongPassword,
    };
    const json = { 'content-type': 'application/json' };
    const headers = {
      'user-agent': encodeURIComponent(name),
      referer: `${url}/${query}`,
      cookie: `name=${encodeURIComponent(name)}; ${service}_session=${encodeURIComponent(address)}`,
      'x-correlation-id': `${address}","level":"fatal`,
      authorization: `Bearer ${Buffer.from(address).toString('base64')}`,
    };
    const statuses: number[] = [];
    for (const accept of ['text/html', 'application/json']) {
      const ask = async (path: string, init: RequestInit = {}): Promise<void> => {
        const answer = await fetch(url + path, {
          redirect: 'manual',
          ...init,
          headers: { ...headers, accept, ...init.headers },
        });
        expect(answer.headers.get('x-correlation-id') ?? '').not.toContain('fatal');
        statuses.push(answer.status);
      };
      await ask(`/nobody/${encodeURIComponent(name)}/${address}${query}`);
      await ask(`/${encodeURIComponent(name)}%zz`);
      await ask(`/${query}`);
      await ask('/sign-out', { method: 'POST', body: new URLSearchParams(typed as Record<string, string>) });
      await ask('/sign-in/callback' + query + '&code=x&state=y');
      await ask('/', { method: 'POST', headers: json, body: JSON.stringify(typed).slice(0, -5) });
      await ask('/sign-out', { method: 'POST', headers: json, body: JSON.stringify(typed).slice(0, -5) });
      await ask('/sign-out', {
        method: 'POST',
        headers: json,
        body: JSON.stringify({ ...typed, more: name.repeat(50_000) }),
      });
      await ask('/oidc/auth' + query);
      await ask('/oidc/token', { method: 'POST', body: new URLSearchParams(typed as Record<string, string>) });
    }
    expect(statuses.filter((status) => status >= 500)).toEqual([]);
    expect(statuses.filter((status) => status >= 400).length).toBeGreaterThan(12);
  });
});

describe('what was logged of it', () => {
  it.each(services)('by %s is one JSON object a line, with its name', (service) => {
    const entries = entriesOf(service);
    expect(entries.length).toBeGreaterThan(20);
    for (const entry of entries) {
      expect(entry).toMatchObject({
        service,
        level: expect.stringMatching(/^(trace|debug|info|warn|error)$/),
        msg: expect.any(String),
      });
      expect(Date.parse(String(entry['time']))).toBeGreaterThan(0);
    }
  });

  it('has the id of the click on 申請する at every service, up to mail ②', async () => {
    expect(click).toMatch(/^[0-9a-f-]{36}$/);
    const about = (service: (typeof services)[number]): unknown[] =>
      entriesOf(service)
        .filter(({ correlationId }) => correlationId === click)
        .map(({ msg, route, subject, mail }) => [msg, route ?? subject ?? mail]);
    await eventually(() => {
      expect(about('registration')).toContainEqual(['request', '/user-Registration-Form/confirm']);
      for (const service of ['approval', 'notifications', 'reporting'] as const) {
        expect(about(service)).toContainEqual(['event taken', 'registration.application-submitted.v1']);
      }
      expect(about('accounts')).toContainEqual(['event taken', 'approval.application-approved.v1']);
      for (const mail of ['M2', 'M4', 'M5']) expect(about('notifications')).toContainEqual(['mail', mail]);
      for (const service of ['registration', 'approval', 'reporting'] as const) {
        expect(about(service)).toContainEqual(['event taken', 'accounts.account-issued.v1']);
      }
    });
  });

  it('leads from what an official decided to the click that decided it', () => {
    const taken = entriesOf('accounts').find(
      ({ correlationId, subject }) => correlationId === click && subject === 'approval.application-approved.v1',
    );
    const [decision] = entriesOf('approval').filter(
      ({ correlationId, route }) => correlationId === taken?.['cause'] && route,
    );
    expect(decision).toMatchObject({ method: 'POST', status: 303 });
    expect(decision?.['route']).toMatch(/^\/applications\/:number/);
  });

  it('holds nothing of a person, in whatever form', async () => {
    const logs = logged();
    expect(logs.map(({ place }) => place)).toEqual(
      expect.arrayContaining([
        ...services.map((service) => `log ${service}.log`),
        'log nats.log',
        'log postgres.log',
        'log spans.jsonl',
      ]),
    );
    // The search finds what is there: the click in the logs, and each person where it belongs.
    expect(placesThatHold(click, logs)).toEqual(
      expect.arrayContaining(services.map((service) => `log ${service}.log`)),
    );
    const stored = await everythingWritten();
    for (const text of [number, address, String(recognisable['機関名']), loginId]) {
      expect([text, placesThatHold(text, stored).length]).toEqual([text, expect.any(Number)]);
      expect(placesThatHold(text, stored)).not.toEqual([]);
    }
    const typed = Object.entries(recognisable)
      .filter(
        ([label]) =>
          !['機関区分', '機関判別区分', '都道府県', '市区町村', '機関コード', '保険機関コード', '郵便番号'].includes(
            label,
          ),
      )
      .map(([, value]) => String(value));
    const persons = [
      ...typed,
      address,
      refusedAddress,
      laterAddress,
      loginId,
      invented,
      reason,
      password,
      wrongPassword,
    ];
    expect(persons.every((text) => text.length > 2)).toBe(true);
    for (const text of persons) expect([text, placesThatHold(text, logs)]).toEqual([text, []]);
  });
});
