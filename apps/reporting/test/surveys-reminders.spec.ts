import { reminderWanted } from '@todoke/events';
import { november, type Running, staffed } from './running.js';
import { answered, dailyAnswer, hospitals, today, yesterday } from './surveyed.js';

let service: Running;

beforeAll(async () => {
  service = await staffed();
  await hospitals(service);
});

afterAll(() => service.stop());

beforeEach(async () => {
  service.clock.set(november);
  for (const table of ['surveys_reminders', 'surveys_deadlines', 'outbox', 'audit']) {
    await service.ask(`DELETE FROM reporting.${table}`);
  }
  await service.ask("DELETE FROM reporting.surveys_answers WHERE respondent = 'i-1'");
});

const reminders = `/surveys/daily/${today}/reminders`;

/** Presses 催促メールを送る on the page that asks for confirmation. */
async function remind(sub: string, path = reminders) {
  const visitor = await service.visitor(sub);
  return visitor.submit(await visitor.get(path));
}

const announced = async () =>
  (
    await service.ask<{ envelope: object }>(
      `SELECT envelope FROM reporting.outbox WHERE subject = 'reporting.reminder-wanted.v1'
       ORDER BY envelope->'aggregate'->>'id'`,
    )
  ).map(({ envelope }) => reminderWanted.parse(envelope));

describe('reminders of those who have not answered', () => {
  it('say before how many will get one, and how many have no address', async () => {
    const page = await (await service.visitor('official-46')).get(reminders);
    expect([page.status, page.h1]).toEqual([200, '催促メールの送信']);
    expect(page.main).toMatch(/未回答の機関\s*4機関/);
    expect(page.main).toMatch(/催促メールを送る機関\s*3機関/);
    expect(page.main).toMatch(/メールアドレスがない機関\s*1機関/);
    const list = await (await service.visitor('official-46')).get('/surveys/daily');
    expect(list.html).toContain(`href="${reminders}">未回答の機関へ催促メールを送る</a>`);
  });

  it('are announced once for each institution that owes an answer and has an address', async () => {
    const done = await remind('official-46');
    expect(done.main).toContain('3機関へ催促メールを送ります。');
    const events = await announced();
    expect(events.map(({ aggregate }) => aggregate.id)).toEqual(
      ['i-1', 'i-3', 'i-5'].map((id) => `daily:${today}:${id}`),
    );
    expect(events[1]?.data).toEqual({
      survey: 'daily',
      surveyTitle: '日次調査',
      day: today,
      institution: 'i-3',
      institutionName: '三番病院',
      addresses: ['three@example.jp', 'second@example.jp'],
      deadline: '2026-11-20T04:00:00.000Z',
    });
    const [audited] = await service.ask("SELECT actor, detail FROM reporting.audit WHERE action = 'survey.reminded'");
    expect(audited).toEqual({ actor: 'official-46', detail: { reminded: 3 } });
  });

  it('come once a round, whoever asks and however often', async () => {
    const visitors = await Promise.all(
      ['official-46', 'colleague-46', 'secretariat'].map((sub) => service.visitor(sub)),
    );
    const pages = await Promise.all(visitors.map((visitor) => visitor.get(reminders)));
    await Promise.all(visitors.map((visitor, at) => visitor.submit(pages[at]!)));
    expect(await announced()).toHaveLength(3);
    const again = await (await service.visitor('official-46')).get(reminders);
    expect(again.main).toContain('催促メールを送る機関はありません');
    expect(again.main).toMatch(/送信済みの機関\s*3機関/);
  });

  it('are not sent to those who answered while the page was open', async () => {
    const visitor = await service.visitor('official-46');
    const page = await visitor.get(reminders);
    await answered(service, 'daily', today, 'i-1', dailyAnswer);
    expect((await visitor.submit(page)).main).toContain('2機関へ');
  });

  it('never come after the deadline, which each prefecture sets', async () => {
    const visitor = await service.visitor('official-46');
    const page = await visitor.get(reminders);
    service.clock.set(new Date(`${today}T13:00:00+09:00`));
    const late = await visitor.submit(page);
    expect([late.status, await announced()]).toEqual([409, []]);
    const setting = await visitor.submit(await visitor.get('/surveys/deadlines'), { daily: '15:00' }, '保存');
    expect(setting.main).toContain('回答期限を保存しました。');
    expect((await remind('official-46')).main).toContain('3機関へ');
    expect((await announced())[0]?.data.deadline).toBe('2026-11-20T06:00:00.000Z');
  });

  it('of an earlier round are late', async () => {
    const page = await (await service.visitor('official-46')).get(`/surveys/daily/${yesterday}/reminders`);
    expect(page.main).toContain('催促メールを送る機関はありません');
  });

  it.each([
    ['official-46', '/surveys/recuperation/2026-11-16/reminders', 404],
    ['official-46', '/surveys/daily/2026-11-21/reminders', 404],
    ['official-46', `/surveys/daily/${today}-i-1/reminders`, 404],
    ['centre-46', reminders, 403],
    ['reader', reminders, 403],
    ['institution', reminders, 403],
  ])('%s at %s: %i', async (sub, path, status) => {
    expect((await (await service.visitor(sub)).get(path)).status).toBe(status);
  });

  it('of another prefecture reach nobody here', async () => {
    const visitor = await service.visitor('official-36');
    await visitor.get(reminders);
    expect((await visitor.send(reminders)).main).toContain('新しく催促メールを送る機関はありませんでした');
    expect(await announced()).toEqual([]);
  });
});

describe('the deadline of a prefecture', () => {
  it('is 13:00 until it sets another, which holds for it alone', async () => {
    const visitor = await service.visitor('official-46');
    const page = await visitor.get('/surveys/deadlines');
    await visitor.submit(page, { daily: '10:30', weekly: '17:00' }, '保存');
    expect((await visitor.get('/surveys/daily')).main).toContain('2026年11月20日（金）10時30分');
    expect((await (await service.visitor('official-36')).get('/surveys/daily')).main).toContain('13時');
    expect((await (await service.visitor('institution')).get('/')).html).toContain('未回答（10時30分まで）');
    const odd = await visitor.send('/surveys/deadlines', { daily: '25:00', weekly: '13:00' });
    expect(odd.status).toBe(422);
  });

  it('is set by prefectures alone', async () => {
    for (const sub of ['centre-46', 'reader', 'secretariat', 'institution']) {
      expect((await (await service.visitor(sub)).get('/surveys/deadlines')).status).toBe(403);
    }
  });
});
