import { type Answer, nastyTexts } from '@todoke/testing';
import fc from 'fast-check';
import { urls } from '../src/applying/pages/user-Registration-Form/urls.js';
import { running, type Running } from './running.js';
import { Applicant, filledIn } from './applicant.js';

let service: Running;
beforeAll(async () => {
  service = await running();
});
afterAll(() => service.stop());

const posts = [urls.address, urls.confirmAddress, urls.code, urls.application, urls.confirm];
const gets = [...Object.values(urls), '/', '/contact-points', '/terms', '/privacy', '/admin'];
const applications = () => service.ask('SELECT number FROM registration.applications');

const nasty = [
  ...nastyTexts,
  'a\u0000b',
  '\u0007\u001b[31m',
  '\ufffe',
  '%',
  '%zz',
  '{{constructor}}',
  '${7*7}',
  '<script>alert(1)</script>',
  '[object Object]',
  '0x10',
  '髙'.repeat(5_000),
  'a'.repeat(100_000),
  '🏥💉',
  '\u202e\u200b',
  'null',
  'true',
  ' ',
  '\r\nSet-Cookie: x=y',
];

/** Refused or shown, but nothing broken, and nothing of ours in the answer. */
function expectSane(answer: Answer, what: unknown): void {
  if (answer.status >= 500) throw new Error(`${answer.status} for ${JSON.stringify(what)}`);
  expect(answer.html).not.toMatch(/PrismaClient|at \/|node_modules|SyntaxError|ECONN|Invalid `/);
}

const people: Readonly<Record<string, (person: Applicant) => Promise<unknown>>> = {
  'with nothing': (person) => person.get(urls.address),
  'with an address': (person) => person.enterAddress(),
  'with a code on its way': (person) => person.askForCode(),
  'with a verified address': (person) => person.verify(),
  'with all confirmed': (person) => person.fillIn(),
};

describe.each(Object.entries(people))('Somebody %s', (_where, reach) => {
  const ready = async (): Promise<Applicant> => {
    service.clock.advance(2 * 3_600_000);
    const person = new Applicant(service);
    await reach(person);
    return person;
  };

  it('breaks nothing with any text in any field, and applies for nothing with it', async () => {
    const person = await ready();
    for (const url of posts.slice(0, 4)) {
      for (const value of nasty) {
        const all = Object.fromEntries(
          ['email', 'altcha', 'code', 'look-up', ...Object.keys(filledIn)].map((name) => [name, value]),
        );
        service.clock.advance(25_000);
        expectSane(await person.send(url, all), [url, value.slice(0, 20)]);
      }
    }
    for (const url of gets) expectSane(await person.get(url), url);
  });

  it('breaks nothing with fields sent twice, nested, as JSON, as a file or as nothing known', async () => {
    const person = await ready();
    const names = ['email', 'altcha', 'code', 'look-up', ...Object.keys(filledIn)];
    const twice = names.map((name) => `${name}=1&${name}=2&${name}[]=3&${name}[a]=4`).join('&');
    const bodies: [string, string][] = [
      ['application/x-www-form-urlencoded', twice],
      ['application/x-www-form-urlencoded', '&&&=&=%&%=%%'],
      ['application/x-www-form-urlencoded', '__proto__[x]=1&constructor[prototype][x]=1'],
      ['application/json', JSON.stringify(Object.fromEntries(names.map((name) => [name, { a: [1, null, { b: 2 }] }])))],
      ['application/json', '[1,2'],
      ['application/json', 'null'],
      ['application/json', '"text"'],
      ['application/json', `${'['.repeat(50_000)}`],
      ['multipart/form-data; boundary=x', '--x\r\nContent-Disposition: form-data; name="email"\r\n\r\na\r\n--x--'],
      ['text/plain', 'x'],
      ['application/octet-stream', '\u0000\u0001'],
      ['nonsense', 'x'],
      ['application/x-www-form-urlencoded; charset=shift_jis', 'email=%82%A0'],
      ['application/x-www-form-urlencoded', `email=${'a'.repeat(400_000)}`],
    ];
    for (const url of posts.slice(0, 4)) {
      for (const [type, body] of bodies) {
        service.clock.advance(25_000);
        const answer = await person.once(url, {
          method: 'POST',
          body,
          headers: { 'content-type': type, 'csrf-token': person.csrf },
        });
        expectSane(answer, [url, type, body.slice(0, 30)]);
        expect(answer.status).toBeGreaterThanOrEqual(300);
      }
    }
  });

  it('gets a refusal for methods, paths and queries that are none', async () => {
    const person = await ready();
    for (const url of gets) {
      for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS'])
        expectSane(await person.once(url, { method }), [method, url]);
      for (const tail of [
        '?',
        '?address=looked-up',
        '?address[]=1&address[]=2',
        '?mail=%00',
        '?prefecture=46&prefecture=36',
        '?prefecture[a]=1',
        '/%00',
        '/..%2f..',
        '?%',
        '/%ff',
      ]) {
        expectSane(await person.get(url + tail), url + tail);
      }
    }
  });
});

describe('Requests that are not what they seem', () => {
  it.each(posts)('a POST to %s without the session’s token is refused', async (url) => {
    const person = new Applicant(service);
    await person.get(urls.address);
    expect((await person.send(url, { _csrf: 'forged' })).status).toBe(403);
    expect((await new Applicant(service).send(url)).status).toBe(403);
  });

  it.each([
    ['made-up', 'registration_session=x'],
    ['broken', 'registration_session=%00'],
    ['sent twice', 'registration_session=a.b.c; registration_session=d'],
    ['nameless', '=;;='],
    ['very long', `registration_session=${'x'.repeat(4_000)}`],
  ])('a %s cookie is no session', async (_name, cookie) => {
    for (const url of gets) {
      expectSane(await new Applicant(service).once(url, { headers: { cookie } }), [cookie.slice(0, 30), url]);
    }
  });

  it('another’s token does not open another’s session', async () => {
    const [one, other] = [new Applicant(service), new Applicant(service)];
    await one.fillIn({}, 'one@example.com');
    const { html } = await other.get(urls.address);
    const token = /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? '';
    const before = (await applications()).length;
    expect((await one.send(urls.confirm, { _csrf: token })).status).toBe(403);
    expect(await applications()).toHaveLength(before);
  });
});

it('No text at all breaks the application’s page or gets lost in it', async () => {
  service.clock.advance(2 * 3_600_000);
  const person = new Applicant(service);
  await person.verify('fuzz@example.com');
  await fc.assert(
    fc.asyncProperty(
      fc.record({ street: fc.string({ unit: 'binary', maxLength: 200 }), building: fc.string({ maxLength: 300 }) }),
      async (typed) => {
        service.clock.advance(3_000);
        const answer = await person.send(urls.application, { ...filledIn, ...typed, phone: 'no phone' });
        expect(answer.status).toBe(422);
        expectSane(answer, typed);
      },
    ),
    { numRuns: 60 },
  );
});

it.each([
  ['a control character', { street: '\0x' }],
  ['what cannot be seen', { street: `a${'\u0301'.repeat(40)}\u202e` }],
  ['a long text', { street: '町'.repeat(3_000), municipality: '市'.repeat(3_000) }],
  ['an unknown prefecture', { prefecture: '99' }],
])('A button for an address (R27) that says %s fills in nothing that a field could not', async (_what, by) => {
  service.clock.advance(2 * 3_600_000);
  const person = new Applicant(service);
  await person.verify('pressed@example.com');
  for (const value of [`0?${new URLSearchParams(by).toString()}`, `0?${Object.entries(by).flat().join('=')}`]) {
    const pressed = await person.send(urls.application, { ...filledIn, 'look-up': value });
    expectSane(pressed, value.slice(0, 40));
    expect(pressed.status).toBe(303);
    const page = await person.get(pressed.to?.split('#')[0] ?? '');
    expectSane(page, value.slice(0, 40));
    expect(page.html).not.toMatch(/[\0\u202e]|町{1001}|市{1001}/);
    expect(page.html).toMatch(/<option value="36" selected>/);
  }
});

it('Nobody applied for anything in all this', async () => {
  const rows = await service.ask<{ items: { street: string } }>('SELECT items FROM registration.applications');
  expect(rows).toEqual([]);
});
