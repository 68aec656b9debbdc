import {
  type Answer,
  eventually,
  expectSound,
  mailSink,
  type MailSink,
  nastyTexts,
  people,
  rows,
  type Visitor,
} from '@todoke/testing';
import fc from 'fast-check';
import { deliver, eventFor } from './events.js';
import { type Bed, newBed, ownEnvironment } from './settings.js';

let bed: Bed;
let service: Awaited<ReturnType<Bed['start']>>;
let sink: MailSink;

beforeAll(async () => {
  sink = await mailSink();
  bed = await newBed();
  service = await bed.start({ people, environment: ownEnvironment({ SMTP_URL: sink.url }) });
  sink.refuse('refused@example.jp');
  sink.defer('later@example.jp');
  const { nats } = bed;
  const accepted = await Promise.all([1, 2, 3].map(() => eventFor('M2', { data: { address: 'fine@example.jp' } })));
  const refused = await eventFor('M5', { data: { number: 'APF-00007777', address: 'refused@example.jp' } });
  const late = await eventFor('M4', { data: { address: 'later@example.jp' } });
  for (const event of [...accepted, refused, late]) await deliver(nats, event);
  await eventually(async () => {
    const [row] = await bed.ask<{ ended: number }>(
      'SELECT count(*) FILTER (WHERE ended_at IS NOT NULL)::int AS ended FROM notifications.mails',
    );
    expect(row?.ended).toBe(4);
  });
  await bed.ask(
    `UPDATE notifications.mails SET created_at = created_at - interval '3 hours' WHERE state <> 'accepted'`,
  );
});

afterAll(async () => {
  await bed.stop();
  await sink.close();
});

/** The counts in the row of one mail, in the order of the states. */
const countsOf = ({ html }: Answer, name: string): string[] => {
  const row = html.split(`<th scope="row">${name}</th>`)[1]?.split('</tr>')[0] ?? '';
  return [...row.matchAll(/<td class="numeric">([^<]*)<\/td>/g)].map(([, count = '']) => count);
};

describe('the queue page', () => {
  it.each(['ops', 'secretariat'])('shows %s the counts by mail and state', async (sub) => {
    const answer = await (await service.visitor(sub)).get('/');
    expect(answer.status).toBe(200);
    expect(answer.html).toContain('<h1>メール送信状況</h1>');
    expect(countsOf(answer, 'M2 ユーザ登録申請完了')).toEqual(['0', '0', '3', '0', '0']);
    expect(countsOf(answer, 'M5 ②利用案内')).toEqual(['0', '0', '0', '1', '0']);
    const [waiting, sending] = countsOf(answer, 'M4 ①事前確認').map(Number);
    expect(waiting! + sending!).toBe(1);
    expect(answer.html).toContain('3時間前から');
    expect(answer.html).toContain('メールサーバに接続できています');
  });

  it('lists what did not arrive by its reference, with the reason and without the address', async () => {
    const { html } = await (await service.visitor('ops')).get('/');
    const row = html.split('<th scope="row">APF-00007777</th>')[1]?.split('</tr>')[0] ?? '';
    for (const part of ['M5 ②利用案内', '不達', '宛先のメールアドレスが存在しません', '5.1.1'])
      expect(row).toContain(part);
    expect(html).not.toMatch(/@example\.jp/);
  });

  it('has a picture that says in words what it is, and no way to change anything', async () => {
    const { html } = await (await service.visitor('ops')).get('/');
    expect(html).toMatch(/<div [^>]*role="img" aria-label="[^"]*数値は下の表/);
    expect([...html.matchAll(/<form[^>]*action="([^"]*)"/g)].map(([, action]) => action)).toEqual(['/sign-out']);
  });

  it.each(people.filter(({ role }) => role !== 'ops' && role !== 'secretariat').map(({ sub }) => sub))(
    'is closed to %s (R158)',
    async (sub) => {
      const answer = await (await service.visitor(sub)).get('/');
      expect(answer.status).toBe(403);
      expect(answer.html).not.toContain('APF-');
    },
  );

  it('sends nobody to sign in', async () => {
    const answer = await (await service.visitor()).once('/');
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/sign-in?to=%2F']);
  });

  it.each(['POST', 'PUT', 'DELETE', 'PATCH'])('knows no %s: there is no sending again (R79)', async (method) => {
    const visitor = await service.visitor('secretariat');
    for (const path of ['/', '/mails/APF-00007777/resend', '/resend']) {
      expect([403, 404, 405]).toContain((await visitor.once(path, { method })).status);
    }
    const [row] = await bed.ask<{ count: number }>(
      `SELECT count(*)::int AS count FROM notifications.mails WHERE state = 'bounced'`,
    );
    expect(row?.count).toBe(1);
  });

  it('says that the mail server is unavailable while it is', async () => {
    await sink.close();
    await deliver(bed.nats, await eventFor('M2'));
    const visitor = await service.visitor('ops');
    await eventually(async () => expect((await visitor.get('/')).html).toContain('メールサーバに接続できません'));
    await sink.open();
    await eventually(async () => expect((await visitor.get('/')).html).toContain('メールサーバに接続できています'));
  });
});

it('its health, figures and interface description are open to machines', async () => {
  const answers = await Promise.all(
    ['/health/live', '/health/ready', '/metrics', '/openapi.json', '/docs'].map(async (path) => {
      const { status, html } = await (await service.visitor()).once(path);
      return [path, status, /@example\.jp|APF-/.test(html)];
    }),
  );
  expect(answers.map(([, status, tells]) => [status, tells])).toEqual(answers.map(() => [200, false]));
});

describe('whatever anybody sends', () => {
  const nasty = fc.oneof(fc.constantFrom(...nastyTexts), fc.string({ unit: 'binary', maxLength: 40 }));
  const segment = nasty.map((text) => encodeURIComponent(text.toWellFormed()));

  it('in addresses and headers gets a page', async () => {
    const visitors: Visitor[] = [
      await service.visitor('ops'),
      await service.visitor('official-46'),
      await service.visitor(),
    ];
    const address = fc.oneof(
      segment.map((text) => `/?${text}=${text}&${text}`),
      segment.map((text) => `/${text}`),
      fc.tuple(segment, segment).map(([one, other]) => `/${one}/${other}`),
    );
    await fc.assert(
      fc.asyncProperty(address, segment, async (path, header) => {
        for (const visitor of visitors)
          expectSound(await visitor.once(path, { headers: { 'x-correlation-id': header, accept: header } }));
      }),
      { numRuns: 100 },
    );
  });

  it('in bodies gets 4xx', async () => {
    const visitor = await service.visitor('ops');
    for (const type of ['application/json', 'application/x-www-form-urlencoded', 'text/plain', 'no such type']) {
      const answer = await visitor.once('/', {
        method: 'POST',
        headers: { 'content-type': type },
        body: '{"a":',
      });
      expect([400, 403, 404, 405, 415]).toContain(answer.status);
      expectSound(answer);
    }
  });
});

it.each([
  'SELECT envelope FROM notifications.outbox',
  "INSERT INTO notifications.outbox (id, subject, envelope) VALUES (gen_random_uuid(), 'notifications.x.v1', '{}')",
  'DELETE FROM notifications.inbox',
  'SELECT payload FROM notifications.dead_letters',
])('the pages’ role may not: %s', async (sql) => {
  await expect(rows(bed.database.appUrl, sql)).rejects.toThrow('permission denied');
});
