import { reportSubmitted } from '@todoke/events';
import {
  forget,
  hospitalForm,
  hospitalValues,
  january,
  knew,
  press,
  reporters,
  save,
  statesOf,
  typeAll,
} from './reported.js';
import { type Running, staffed } from './running.js';

let service: Running;

beforeAll(async () => {
  service = await staffed();
  await reporters(service);
});

afterAll(() => service.stop());

beforeEach(async () => {
  service.clock.set(january);
  await forget(service);
  await service.ask('TRUNCATE reporting.outbox');
});

const scheme = '/reports/medical';
const as = (sub: string) => service.visitor(sub);

/** What was announced since the beginning of the test. */
const announced = async () =>
  (await service.ask<{ envelope: object }>('SELECT envelope FROM reporting.outbox ORDER BY position')).map(
    ({ envelope }) => envelope as { subject: string; data: object },
  );

describe('新規報告 of a hospital of which nothing is known (R95)', () => {
  it('is begun, filled in, confirmed and reported, and tells the others', async () => {
    const visitor = await as('institution');
    const begun = await press(visitor, scheme, {}, '新規報告を始める');
    expect([begun.status, begun.h1]).toEqual([200, '医療機能情報 2026年度 新規報告']);
    expect(await statesOf(service)).toEqual(['draft']);
    expect((await typeAll(visitor, `${scheme}/new`, hospitalValues())).status).toBe(200);
    const confirm = await visitor.get(`${scheme}/new/confirm`);
    expect(confirm.main).toContain('一番病院');
    const done = await visitor.submit(confirm, {}, '報告する');
    expect([done.status, done.h1]).toEqual([200, '報告の完了']);
    expect(await statesOf(service)).toEqual(['submitted']);
    const [event] = await announced();
    expect(reportSubmitted.parse(event).data).toEqual({
      institution: 'i-1',
      scheme: 'medical',
      year: 2026,
      kind: 'new',
      route: 'web',
    });
    const [stored] = await service.ask(`SELECT values, form_version FROM reporting.reports`);
    expect(stored).toMatchObject({ values: { name: '一番病院' }, form_version: hospitalForm().version });
    expect(await service.ask('SELECT FROM reporting.reports_drafts')).toEqual([]);
    expect(await service.ask('SELECT version, state FROM reporting.reports_history ORDER BY version')).toEqual([
      { version: 1, state: 'draft' },
      { version: 2, state: 'submitted' },
    ]);
  });
});

/** 定期報告 of `i-1`, begun with what was known. */
async function begun(sub = 'institution') {
  await knew(service, 'i-1', hospitalValues());
  const visitor = await as(sub);
  await press(visitor, scheme, {}, '定期報告を始める');
  return visitor;
}

/** The same, reported. */
async function reported() {
  const visitor = await begun();
  await press(visitor, `${yearly}/confirm`, {}, '報告する');
  return visitor;
}

const yearly = `${scheme}/yearly`;
const textsOf = async () =>
  (await service.ask<{ texts: Record<string, string> }>('SELECT texts FROM reporting.reports_drafts'))[0]?.texts ?? {};

describe('定期報告 (R94)', () => {
  it('begins with what was said last time, and says so', async () => {
    const visitor = await begun();
    const page = await visitor.get(yearly);
    expect(page.main).toContain('前回報告した内容が入っています');
    expect(await textsOf()).toMatchObject({ name: '一番病院', phone: '0992862707' });
    const done = await visitor.submit(await visitor.get(`${yearly}/confirm`), {}, '報告する');
    expect(done.h1).toBe('報告の完了');
    expect(await statesOf(service)).toEqual(['submitted']);
  });

  it('begun twice, or reported twice, is there once and announced once', async () => {
    const visitor = await begun();
    expect((await visitor.get(scheme)).main).toContain('定期報告を続ける');
    await visitor.get(`${yearly}/basic`);
    expect((await visitor.send(yearly)).status).toBe(200);
    const confirm = await visitor.get(`${yearly}/confirm`);
    await visitor.submit(confirm, {}, '報告する');
    const again = await visitor.submit(confirm, {}, '報告する');
    expect([again.status, again.h1]).toEqual([200, '報告の完了']);
    expect(await statesOf(service)).toEqual(['submitted']);
    expect(await announced()).toHaveLength(1);
  });

  it('of two people who press at once is begun once', async () => {
    await knew(service, 'i-1', hospitalValues());
    const [one, other] = [await as('institution'), await as('institution')];
    await Promise.all([one.get(scheme), other.get(scheme)]);
    const answers = await Promise.all([one.send(yearly), other.send(yearly)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(await statesOf(service)).toEqual(['draft']);
  });

  it('is not begun where it is not possible, whoever asks', async () => {
    const visitor = await as('institution');
    await visitor.get(scheme);
    for (const kind of ['yearly', 'occasional']) {
      expect((await visitor.send(`${scheme}/${kind}`)).status).toBe(409);
    }
    service.clock.set(new Date('2027-01-04T23:59:59+09:00'));
    expect((await visitor.send(`${scheme}/new`)).status).toBe(409);
    expect(await statesOf(service)).toEqual([]);
  });
});

describe('what is typed', () => {
  it('is saved while it is typed, field by field, as it is understood', async () => {
    const visitor = await begun();
    const { status, body } = await save(visitor, yearly, { phone: '０９９-２００-０００１' }, { phone: '0992862707' });
    expect([status, body['conflicts']]).toEqual([200, []]);
    expect(await textsOf()).toMatchObject({
      phone: (body['values'] as Record<string, string>)['phone'],
      name: '一番病院',
    });
    const page = await visitor.get(`${yearly}/basic`);
    expect(page.html).toContain(`value="${(body['values'] as Record<string, string>)['phone']}"`);
  });

  it('of a section without script leaves the other sections as they are', async () => {
    const visitor = await begun();
    const before = await textsOf();
    const page = await visitor.get(`${yearly}/basic`);
    const next = await visitor.submit(page, { phone: '099-200-0002' }, '保存して次へ');
    expect([next.status, next.h1]).toEqual([200, '医療機関へのアクセス']);
    expect(await textsOf()).toEqual({ ...before, phone: expect.stringContaining('0002') });
    const stays = await visitor.submit(await visitor.get(`${yearly}/basic`), { fax: '099-200-0003' }, '保存');
    expect(stays.main).toContain('まだ報告したことにはなっていません');
  });

  it('and is not understood stays as it was typed, and is told', async () => {
    const visitor = await begun();
    const page = await visitor.get(`${yearly}/basic`);
    const again = await visitor.submit(page, { phone: 'あとで' }, '保存して次へ');
    expect(again.status).toBe(422);
    expect(again.html).toContain('value="あとで"');
    expect((await textsOf())['phone']).toBe('あとで');
  });

  it('by two people in one field is told to both, and nothing is lost (conflict)', async () => {
    const [one, other] = [await begun(), await as('institution')];
    await other.get(`${yearly}/basic`);
    await save(one, yearly, { phone: '099-200-0001' }, { phone: '0992862707' });
    const second = await save(other, yearly, { phone: '099-200-0002', fax: '099-200-0009' }, { phone: '0992862707' });
    expect(second.body['conflicts']).toMatchObject([{ name: 'phone', who: 'ほかの担当者' }]);
    const texts = await textsOf();
    expect(texts['phone']).toContain('0001');
    expect(texts['fax']).toContain('0009');
  });

  it('is refused without a session, and kept for the one who signs in again', async () => {
    const visitor = await begun();
    await save(visitor, yearly, { phone: '099-200-0001' }, { phone: '0992862707' });
    const nobody = await service.visitor();
    const answer = await nobody.once(`${yearly}/save`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ changes: { phone: '1' }, seen: {} }),
    });
    expect([401, 403]).toContain(answer.status);
    const again = await as('institution');
    expect((await again.get(`${yearly}/basic`)).html).toContain('0992000001');
  });

  it.each([{}, { changes: 1, seen: {} }, { changes: { phone: 1 }, seen: {} }, [], 'x'])(
    '%j is nothing that a page sends',
    async (body) => {
      const visitor = await begun();
      const answer = await visitor.once(`${yearly}/save`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json', 'csrf-token': visitor.csrf },
        body: JSON.stringify(body),
      });
      expect(answer.status).toBe(400);
    },
  );
});

describe('the confirmation', () => {
  it('names what is missing, with section and link, and refuses to report', async () => {
    const visitor = await begun();
    await save(visitor, yearly, { phone: '' }, { phone: '0992862707' });
    const confirm = await visitor.get(`${yearly}/confirm`);
    expect(confirm.main).toContain('次の項目の入力または修正が必要です');
    expect(confirm.html).toContain(`href="${yearly}/basic#field-phone"`);
    expect(confirm.html).not.toContain('>報告する</button>');
    const refused = await visitor.send(`${yearly}/confirm`);
    expect(refused.status).toBe(422);
    expect(await statesOf(service)).toEqual(['draft']);
  });

  it('is shown again where another has changed something meanwhile', async () => {
    const visitor = await begun();
    const confirm = await visitor.get(`${yearly}/confirm`);
    service.clock.set(new Date(january.getTime() + 1_000));
    await save(visitor, yearly, { phone: '099-200-0001' }, { phone: '0992862707' });
    const again = await visitor.submit(confirm, {}, '報告する');
    expect([again.status, again.h1]).toEqual([409, '報告内容の確認']);
    expect(again.main).toContain('もう一度ご確認のうえ');
    expect((await visitor.submit(again, {}, '報告する')).h1).toBe('報告の完了');
  });
});

describe('引き戻し', () => {
  it('brings what was reported back into the form, as often as it is pressed, until it is released', async () => {
    const visitor = await reported();
    const page = await visitor.get(yearly);
    const back = await visitor.submit(page, {}, '引き戻す');
    expect(back.main).toContain('報告を引き戻しました');
    expect(await statesOf(service)).toEqual(['draft']);
    await visitor.submit(page, {}, '引き戻す');
    expect(await statesOf(service)).toEqual(['draft']);
    expect((await visitor.get(`${yearly}/basic`)).html).toContain('value="一番病院"');
    await visitor.submit(await visitor.get(`${yearly}/confirm`), {}, '報告する');
    const reportedAgain = await visitor.get(yearly);
    await service.ask(
      `UPDATE reporting.reports SET state = 'released', released_by = 'official-46', released_at = now()`,
    );
    const late = await visitor.submit(reportedAgain, {}, '引き戻す');
    expect(late.status).toBe(409);
    expect(late.main).toContain('公表の手続きを済ませた');
    expect((await visitor.get(yearly)).main).toContain('公表予定日');
  });

  it('is not for what the prefecture returned: that is filled in again (R95)', async () => {
    const visitor = await reported();
    await service.ask(
      `UPDATE reporting.reports SET state = 'returned', returned_by = 'official-46', returned_at = now(),
         reason = '電話番号をご確認ください。'`,
    );
    const page = await visitor.get(yearly);
    expect(page.main).toContain('差し戻されています');
    expect(page.main).toContain('電話番号をご確認ください。');
    await visitor.get(`${yearly}/basic`);
    expect((await visitor.send(`${yearly}/take-back`)).status).toBe(409);
    await save(visitor, yearly, { phone: '099-200-0001' }, { phone: '0992862707' });
    expect(await service.ask('SELECT state, round FROM reporting.reports')).toEqual([{ state: 'draft', round: 2 }]);
    service.clock.set(new Date('2027-04-02T10:00:00+09:00'));
    const done = await visitor.submit(await visitor.get(`${yearly}/confirm`), {}, '報告する');
    expect(done.h1).toBe('報告の完了');
  });
});

describe('the last day (R52)', () => {
  it('ends filling in and reporting; a page says so and whom to ask', async () => {
    const visitor = await begun();
    const confirm = await visitor.get(`${yearly}/confirm`);
    service.clock.set(new Date('2027-04-01T00:00:00+09:00'));
    const late = await visitor.submit(confirm, {}, '報告する');
    expect(late.status).toBe(409);
    expect(late.main).toContain('管轄の都道府県の窓口にお問い合わせください');
    expect((await save(visitor, yearly, { phone: '1' })).status).toBe(409);
    const page = await visitor.get(yearly);
    expect(page.main).toContain('報告期間は終了しました');
    expect(await statesOf(service)).toEqual(['draft']);
  });

  it('is later where the prefecture extends it', async () => {
    const visitor = await begun();
    await service.ask(
      `INSERT INTO reporting.reports_windows
       VALUES ('46', 'medical', 2026, '2027-01-05', '2027-03-31', '2027-04-15', '2027-01-01', 2025)`,
    );
    service.clock.set(new Date('2027-04-15T23:59:00+09:00'));
    const done = await visitor.submit(await visitor.get(`${yearly}/confirm`), {}, '報告する');
    expect(done.h1).toBe('報告の完了');
  });
});

describe('随時報告 (R88, R96)', () => {
  it('asks 基本情報 alone, at any time, and leaves the report of the year as it is', async () => {
    service.clock.set(new Date('2027-08-10T10:00:00+09:00'));
    await knew(service, 'i-1', hospitalValues());
    const visitor = await as('institution');
    const begunPage = await press(visitor, scheme, {}, '随時報告を始める');
    expect([begunPage.h1, begunPage.main.includes('医療機関へのアクセス')]).toEqual([
      '医療機能情報 2027年度 随時報告',
      false,
    ]);
    const path = `${scheme}/occasional`;
    await save(visitor, path, { phone: '099-200-0001' }, { phone: '0992862707' });
    const done = await visitor.submit(await visitor.get(`${path}/confirm`), {}, '報告する');
    expect(done.h1).toBe('報告の完了');
    const [row] = await service.ask<{ kind: string; values: Record<string, unknown> }>(
      'SELECT kind, values FROM reporting.reports',
    );
    const basic = new Set(hospitalForm('occasional').items.map(({ key }) => key));
    expect(row?.kind).toBe('occasional');
    expect(Object.keys(row?.values ?? {}).filter((key) => !basic.has(key))).toEqual([]);
  });
});
