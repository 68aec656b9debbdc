import type { Answer, Visitor } from '@todoke/testing';
import { november, type Running, staffed } from './running.js';
import { answered, dailyAnswer, hospitals, monday, today, yesterday } from './surveyed.js';

let service: Running;

beforeAll(async () => {
  service = await staffed();
  await hospitals(service);
});

afterAll(() => service.stop());

beforeEach(async () => {
  service.clock.set(november);
  for (const table of ['surveys_answers', 'surveys_answer_versions', 'surveys_latest', 'surveys_deadlines', 'audit']) {
    await service.ask(`DELETE FROM reporting.${table}`);
  }
});

const edit = `/surveys/daily/${today}/edit`;
const save = `/surveys/daily/${today}/save`;

/** What a form sends for `dailyAnswer`. */
const typed = Object.fromEntries(Object.entries(dailyAnswer).map(([name, value]) => [name, String(value)]));

const stored = async (respondent = 'i-1', survey = 'daily', day = today) =>
  (
    await service.ask<{ version: number; answers: object | null; late: boolean; draft: object | null; by: string }>(
      `SELECT version, answers, late, draft, answered_by AS by FROM reporting.surveys_answers
       WHERE respondent = $1 AND survey = $2 AND day = $3`,
      [respondent, survey, day],
    )
  )[0];

/** What the script of the page sends while somebody types. */
async function saveAs(visitor: Visitor, changes: object, seen: object = {}, path = save) {
  const answer = await visitor.once(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', 'csrf-token': visitor.csrf },
    body: JSON.stringify({ changes, seen }),
  });
  return { status: answer.status, body: JSON.parse(answer.html) as Record<string, unknown> };
}

async function answers(sub: string, path: string, fields: Record<string, string>, press: string): Promise<Answer> {
  const visitor = await service.visitor(sub);
  return visitor.submit(await visitor.get(path), fields, press);
}

describe('日次調査 of an institution', () => {
  it('begins from the last answer and says so', async () => {
    await answered(service, 'daily', yesterday, 'i-1', dailyAnswer);
    const page = await (await service.visitor('institution')).get(edit);
    expect([page.status, page.h1]).toEqual([200, '日次調査']);
    expect(page.main).toContain('前回と同じ内容で始まっています');
    expect(page.html).toMatch(/name="in_hospital"[^>]*value="7"/);
    const done = await answers('institution', edit, { visitors: '３', tests: '2件', new_admissions: '0' }, '回答する');
    expect(done.main).toContain('回答しました。');
    const today = { ...dailyAnswer, visitors: 3, tests: 2, new_admissions: 0 };
    expect(await stored()).toMatchObject({ version: 1, answers: today, late: false });
  });

  it('begins empty the first time', async () => {
    const page = await (await service.visitor('institution')).get(edit);
    expect(page.main).not.toContain('前回と同じ内容');
  });

  it('is kept by 保存 and answered by 回答する', async () => {
    const kept = await answers('institution', edit, { visitors: '12' }, '保存');
    expect(kept.main).toContain('まだ回答にはなっていません');
    expect(await stored()).toMatchObject({ answers: null, draft: { visitors: '12' } });
    expect((await (await service.visitor('institution')).get('/surveys/daily')).main).toContain('入力中');
    expect((await (await service.visitor('official-46')).get('/surveys/daily')).main).toContain('回答済 0');
    const done = await answers('institution', edit, typed, '回答する');
    expect(done.main).toContain('回答済');
    expect(await stored()).toMatchObject({ version: 1, answers: dailyAnswer, draft: null, by: 'institution' });
    const [latest] = await service.ask('SELECT day::text, answers FROM reporting.surveys_latest');
    expect(latest).toEqual({ day: today, answers: dailyAnswer });
    expect(await service.ask("SELECT actor FROM reporting.audit WHERE action = 'survey.answered'")).toHaveLength(1);
  });

  it('loses boxes that are no longer ticked', async () => {
    await answered(service, 'daily', today, 'i-1', { ...dailyAnswer, acceptance_for: ['children', 'dialysis'] });
    const visitor = await service.visitor('institution');
    await visitor.get(edit);
    const seen = { ...typed, acceptance_for: 'children,dialysis' };
    // The page has a hidden field for boxes of which none is ticked.
    expect((await visitor.get(edit)).html).toContain('<input type="hidden" name="acceptance_for" value="">');
    await visitor.send(edit, { ...typed, acceptance_for: '', _seen: JSON.stringify(seen), _action: 'answer' });
    expect((await stored())?.answers).not.toHaveProperty('acceptance_for');
  });

  it('is refused where something is missing or wrong, leads there, and keeps what was typed', async () => {
    const refused = await answers('institution', edit, { ...typed, visitors: '', severe: '9' }, '回答する');
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('href="#field-visitors"');
    expect(refused.main).toContain('うち重症者数が、入院患者数を超えています。');
    expect(refused.html).toMatch(/name="severe"[^>]*value="9"/);
    expect(await stored()).toMatchObject({ answers: null, draft: { severe: '9' } });
  });

  it('answered twice, as by a second click, is one version', async () => {
    const visitor = await service.visitor('institution');
    const page = await visitor.get(edit);
    await visitor.submit(page, typed, '回答する');
    await visitor.submit(page, typed, '回答する');
    expect(await service.ask('SELECT version FROM reporting.surveys_answer_versions')).toHaveLength(1);
  });

  it('is taken after the deadline and marked, also once it is corrected', async () => {
    service.clock.set(new Date(`${today}T13:00:00+09:00`));
    const done = await answers('institution', edit, typed, '回答する');
    expect(done.main).toContain('回答済（期限後）');
    await answers('institution', edit, { comment: '訂正' }, '回答する');
    expect(await stored()).toMatchObject({ version: 2, late: true });
    const round = await (await service.visitor('official-46')).get('/surveys/daily');
    expect(round.main).toContain('回答済（期限後）');
  });

  it('is in time until the deadline, also where it is corrected later', async () => {
    service.clock.set(new Date(`${today}T12:59:59+09:00`));
    await answers('institution', edit, typed, '回答する');
    service.clock.set(new Date(`${today}T18:00:00+09:00`));
    await answers('institution', edit, { comment: '訂正' }, '回答する');
    expect(await stored()).toMatchObject({ version: 2, late: false });
  });

  it('of a past round is answered alike, and the latest answer stays the latest', async () => {
    await answers('institution', edit, typed, '回答する');
    const past = `/surveys/daily/${yesterday}/edit`;
    expect((await answers('institution', past, { ...typed, empty_beds: '3' }, '回答する')).main).toContain(
      '回答しました',
    );
    expect(await stored('i-1', 'daily', yesterday)).toMatchObject({ late: true });
    const [latest] = await service.ask('SELECT day::text FROM reporting.surveys_latest');
    expect(latest).toEqual({ day: today });
  });

  it('follows in the counts of its prefecture (R137)', async () => {
    await answers('institution', edit, typed, '回答する');
    expect((await (await service.visitor('official-46')).get('/surveys/daily')).main).toContain('回答済 1');
  });
});

describe('saving as one goes', () => {
  it('stores what was typed, and tells figures, problems and progress', async () => {
    const visitor = await service.visitor('institution');
    await visitor.get(edit);
    const saved = await saveAs(visitor, { in_hospital: '１２', severe: '13' });
    expect(saved.status).toBe(200);
    expect(saved.body['values']).toEqual({ in_hospital: '12' });
    expect(JSON.stringify(saved.body['problems'])).toContain('うち重症者数が、入院患者数を超えています。');
    expect(await stored()).toMatchObject({ draft: { in_hospital: '12', severe: '13' } });
    expect((await saveAs(visitor, { in_hospital: '14' }, { in_hospital: '12' })).body['conflicts']).toEqual([]);
  });

  it('overwrites nothing that was not seen, with script and without', async () => {
    const [one, other] = [await service.visitor('institution'), await service.visitor('institution')];
    const page = await other.get(edit);
    await one.get(edit);
    await saveAs(one, { visitors: '5', tests: '6' });
    const told = await saveAs(other, { visitors: '7' });
    expect(told.body['conflicts']).toMatchObject([{ name: 'visitors', theirs: '5', who: 'ほかの担当者' }]);
    const refused = await other.submit(page, { visitors: '7', icu: '1' }, '保存');
    expect(refused.status).toBe(422);
    expect(refused.main).toContain('ほかの担当者が先に「5」と保存しています');
    expect(await stored()).toMatchObject({ draft: { visitors: '5', tests: '6', icu: '1' } });
    await other.submit(refused, {}, '保存');
    expect(await stored()).toMatchObject({ draft: { visitors: '7', tests: '6', icu: '1' } });
  });

  it('tells two people of each other', async () => {
    const [one, other] = [await service.visitor('official-46'), await service.visitor('colleague-46')];
    const path = `/surveys/recuperation/${monday}`;
    await one.get(`${path}/edit`);
    await other.get(`${path}/edit`);
    await saveAs(one, { patients: '100' }, {}, `${path}/save`);
    const told = await saveAs(other, { inpatients: '10' }, {}, `${path}/save`);
    expect(JSON.stringify(told.body['others'])).toContain('ほかの担当者もこの回答を入力しています');
    expect((await one.get(`${path}/edit`)).main).toContain('ほかの担当者もこの回答を入力しています');
  });

  it.each([
    ['without its token', { 'csrf-token': 'x' }, '{"changes":{},"seen":{}}', 403],
    ['of nonsense', {}, '{"changes":[1]}', 400],
    ['of broken JSON', {}, '{"changes":', 400],
  ])('%s is refused', async (_, headers, body, status) => {
    const visitor = await service.visitor('institution');
    await visitor.get(edit);
    const answer = await visitor.once(save, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'csrf-token': visitor.csrf, ...headers },
      body,
    });
    expect(answer.status).toBe(status);
  });
});

describe('the surveys of a prefecture', () => {
  it('are reached by their buttons on home: list, round, detail, 編集, 保存 (R140)', async () => {
    const visitor = await service.visitor('official-46');
    const home = await visitor.get('/');
    expect(home.html).toContain('href="/surveys/recuperation">療養状況調査</a>');
    expect(home.html).toContain('href="/surveys/supplies">医療用物資備蓄状況・対応状況調査</a>');
    const list = await visitor.get('/surveys/supplies');
    expect(list.html).toContain(`href="/surveys/supplies/${monday}"`);
    const detail = await visitor.get(`/surveys/supplies/${monday}`);
    expect(detail.html).toContain(`href="/surveys/supplies/${monday}/edit">編集</a>`);
    const form = await visitor.get(`/surveys/supplies/${monday}/edit`);
    expect(form.forms.length).toBeGreaterThan(0);
    const saved = await visitor.submit(form, suppliesTexts(), '保存');
    expect(saved.main).toContain('保存しました。');
    expect(saved.main).toContain('鹿児島県担当者');
    expect(await stored('46', 'supplies', monday)).toMatchObject({ version: 1, by: 'official-46' });
  });

  it('are corrected for past rounds too, each version with who, when and what (R141)', async () => {
    const past = '2026-11-09';
    await service.ask(`INSERT INTO reporting.surveys_rounds VALUES ('supplies', $1, now()) ON CONFLICT DO NOTHING`, [
      past,
    ]);
    const path = `/surveys/supplies/${past}/edit`;
    await answers('official-46', path, suppliesTexts(), '保存');
    const corrected = await answers('colleague-46', path, { requests: '8', handled: '5' }, '保存');
    expect(corrected.main).toContain('第2版');
    expect(corrected.main).toContain('都道府県の担当者（colleague-46）');
    expect(corrected.main).toMatch(/要請件数：\S*→8/);
    const first = await (await service.visitor('official-46')).get(`/surveys/supplies/${past}?version=1`);
    expect(first.main).toContain('第1版の内容を表示しています');
    expect(await service.ask('SELECT version FROM reporting.surveys_answer_versions')).toHaveLength(2);
  });

  it('are read by municipalities, health centres and the secretariat, and by nobody of elsewhere', async () => {
    await answers('official-46', `/surveys/supplies/${monday}/edit`, suppliesTexts(), '保存');
    const path = `/surveys/supplies/${monday}`;
    for (const [sub, own] of [
      ['reader', ''],
      ['centre-46', ''],
      ['secretariat', '-46'],
    ] as const) {
      const detail = await (await service.visitor(sub)).get(`${path}${own}`);
      expect([sub, detail.status]).toEqual([sub, 200]);
      expect(detail.main).toContain('サージカルマスク');
      expect(detail.html).not.toContain('/edit');
    }
    const elsewhere = await service.visitor('official-36');
    expect((await elsewhere.get(`${path}-46`)).status).toBe(404);
    expect((await elsewhere.get(path)).main).toContain('まだ回答されていません');
  });

  it.each([
    ['reader', `/surveys/supplies/${monday}/edit`, 403],
    ['centre-46', `/surveys/supplies/${monday}/edit`, 403],
    ['secretariat', `/surveys/supplies/${monday}/edit`, 403],
    ['institution', `/surveys/supplies/${monday}/edit`, 404],
    ['official-46', `/surveys/weekly/${monday}-i-1/edit`, 403],
    ['official-46', `/surveys/daily/${today}-i-1/edit`, 403],
    ['official-46', `/surveys/supplies/${monday}-36/edit`, 404],
    ['official-46', `/surveys/supplies/${today}/edit`, 404],
    ['official-46', '/surveys/consultation-centres/2023-05-01/edit', 410],
    ['institution', `/surveys/daily/${today}-i-2/edit`, 404],
    ['institution', '/surveys/daily/2026-11-21/edit', 404],
    ['institution', '/surveys/daily/2019-01-01/edit', 404],
    ['new-institution', edit, 404],
  ])('%s at %s: %i (R139, R140, R158)', async (sub, path, status) => {
    const visitor = await service.visitor(sub);
    expect((await visitor.get(path)).status).toBe(status);
    await visitor.get('/');
    expect((await visitor.send(path, { requests: '1' })).status).toBe(status);
  });
});

/** What a form sends for 医療用物資備蓄状況・対応状況調査. */
function suppliesTexts(): Record<string, string> {
  const goods = ['surgical_mask', 'n95', 'gown', 'face_shield', 'gloves'];
  const columns = ['previous', 'received', 'issued', 'target', 'within_expiry'];
  const cells = goods.flatMap((row) => columns.map((column) => [`goods.${row}.${column}`, '100']));
  return { ...Object.fromEntries(cells), requests: '3', handled: '2', handling: 'under-way' };
}
