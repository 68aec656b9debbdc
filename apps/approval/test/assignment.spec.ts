import { applicationNumber } from '@todoke/lifecycle';
import type { Visitor } from '@todoke/testing';
import { type Running, staffed } from './running.js';
import { clinic, pharmacy, waiting } from './samples.js';

let service: Running;
let official: Visitor;

beforeAll(async () => {
  service = await staffed();
});
afterAll(() => service.stop());

beforeEach(async () => {
  await service.ask('TRUNCATE approval.reviews, approval.people, approval.assignment_rules, approval.audit CASCADE');
  await service.ask(
    `INSERT INTO approval.people (id, version, role, prefecture, area, name, active) VALUES
       ('official-46', 1, 'prefecture', '46', '{}', '山田', true),
       ('colleague-46', 1, 'prefecture', '46', '{}', '佐藤', true),
       ('centre-46', 1, 'health-centre', '46', '{46201}', '鹿児島保健所', true),
       ('other-centre-46', 1, 'health-centre', '46', '{46203}', '鹿屋保健所', true),
       ('official-36', 1, 'prefecture', '36', '{}', '徳島の人', true)`,
  );
  official = await service.visitor('official-46');
  await official.get('/assignment');
});

const assignees = async () =>
  Object.fromEntries(
    (
      await service.ask<{ number: string; assignee: string | null }>('SELECT number, assignee FROM approval.reviews')
    ).map(({ number, assignee }) => [Number(number.slice(4)), assignee]),
  );
const open = (at: number, items = pharmacy) => service.open(waiting(applicationNumber(at), items));
const rules = () =>
  service.ask(
    `SELECT institution_type AS type, municipality_codes AS area, assignee
     FROM approval.assignment_rules ORDER BY assignee`,
  );
const audited = async () =>
  (
    await service.ask<{ action: string }>("SELECT action FROM approval.audit WHERE action LIKE '%assign%' ORDER BY id")
  ).map(({ action }) => action);

describe('担当の割り当て (R46: 機関区分 × area)', () => {
  it('decides who looks after what comes, by the narrowest rule', async () => {
    const all = await official.send('/assignment', { assignee: 'colleague-46' });
    expect(all.main).toContain('すべての機関区分・すべての市区町村 → 佐藤');
    await official.send('/assignment', { type: 'pharmacy', assignee: 'centre-46' });
    await open(1);
    await open(2, clinic);
    await open(3, { ...pharmacy, municipality: '鹿屋市' });
    expect(await assignees()).toEqual({ 1: 'centre-46', 2: 'colleague-46', 3: 'colleague-46' });
    expect(await audited()).toEqual(['assignment.rule-put', 'assignment.rule-put']);
  });

  it('once more for the same applications replaces the rule, and takes it back once', async () => {
    await official.send('/assignment', { type: 'clinic', assignee: 'colleague-46' });
    await official.send('/assignment', { type: 'clinic', assignee: 'official-46' });
    expect(await rules()).toEqual([{ type: 'clinic', area: null, assignee: 'official-46' }]);
    const [{ id } = { id: '' }] = await service.ask<{ id: string }>('SELECT id FROM approval.assignment_rules');
    for (let time = 0; time < 2; time += 1) {
      expect((await official.send('/assignment/remove', { id })).status).toBe(200);
    }
    expect(await rules()).toEqual([]);
    expect(await audited()).toEqual(['assignment.rule-put', 'assignment.rule-put', 'assignment.rule-removed']);
  });

  it('may be applied to what waits and nobody looks after, also twice', async () => {
    await open(1);
    await open(2, clinic);
    await service.ask(`UPDATE approval.reviews SET assignee = 'official-46' WHERE number = $1`, [applicationNumber(2)]);
    await official.send('/assignment', { assignee: 'colleague-46' });
    expect((await official.send('/assignment/apply')).main).toContain('承認待ちの申請1件の担当を決めました。');
    expect((await official.send('/assignment/apply')).main).toContain('承認待ちの申請0件の担当を決めました。');
    expect(await assignees()).toEqual({ 1: 'colleague-46', 2: 'official-46' });
  });

  it.each([
    ['nobody', { assignee: '' }, '担当'],
    ['a person of another prefecture', { assignee: 'official-36' }, '担当できる人を選び直してください'],
    ['a health centre with more than pharmacies', { assignee: 'centre-46' }, '薬局だけです'],
    [
      'a health centre of another area',
      { assignee: 'centre-46', type: 'pharmacy', municipalities: '46203' },
      '薬局だけです',
    ],
    ['a type that is none', { assignee: 'official-46', type: 'x' }, '機関区分'],
  ])('refuses %s in words', async (_what, sent, words) => {
    const answer = await official.send('/assignment', sent);
    expect(answer.status).toBe(422);
    expect(answer.main).toContain(words);
    expect(await rules()).toEqual([]);
  });

  it('is the prefecture’s own (R158)', async () => {
    await official.send('/assignment', { assignee: 'official-46' });
    const [{ id } = { id: '' }] = await service.ask<{ id: string }>('SELECT id FROM approval.assignment_rules');
    const other = await service.visitor('official-36');
    expect((await other.get('/assignment')).main).not.toContain('山田');
    await other.send('/assignment/remove', { id });
    expect(await rules()).toHaveLength(1);
    for (const sub of ['centre-46', 'secretariat', 'institution']) {
      expect((await (await service.visitor(sub)).get('/assignment')).status).toBe(403);
    }
  });
});

describe('the assignee of one application', () => {
  const path = `/applications/${applicationNumber(1)}/assignee`;

  beforeEach(async () => {
    await open(1);
    await official.get(path);
  });

  it('can be taken, handed over and laid down by who decides, each once', async () => {
    const taken = await official.send(path, { assignee: 'official-46' });
    expect(taken.h1).toBe('申請一覧');
    expect(taken.main).toContain('担当を変更しました。');
    expect((await official.get('/?mine=1')).html).toContain(applicationNumber(1));
    await official.send(path, { assignee: 'official-46' });
    await official.send(path, { assignee: 'centre-46' });
    expect(await assignees()).toEqual({ 1: 'centre-46' });
    expect((await official.get('/?mine=1')).html).not.toContain(applicationNumber(1));
    const centre = await service.visitor('centre-46');
    expect((await centre.get(path)).main).toContain('いまの担当：鹿児島保健所');
    await centre.send(path, { assignee: '' });
    expect(await assignees()).toEqual({ 1: null });
    expect(await audited()).toEqual(['application.assigned', 'application.assigned', 'application.assigned']);
  });

  it('offers only those who may decide on it', async () => {
    const page = await official.get(path);
    for (const name of ['山田', '佐藤', '鹿児島保健所']) expect(page.html).toContain(name);
    for (const name of ['鹿屋保健所', '徳島の人']) expect(page.html).not.toContain(name);
  });

  it.each([
    ['another area’s health centre', 'other-centre-46', 422],
    ['another prefecture’s official', 'official-36', 422],
    ['anybody unknown', 'x', 422],
  ])('cannot be %s', async (_who, assignee, status) => {
    expect((await official.send(path, { assignee })).status).toBe(status);
    expect(await assignees()).toEqual({ 1: null });
  });

  it.each([
    ['official-36', 404],
    ['other-centre-46', 404],
    ['secretariat', 403],
    ['institution', 403],
  ])('is not for %s to change (R158)', async (sub, status) => {
    const visitor = await service.visitor(sub);
    await visitor.get('/');
    expect((await visitor.send(path, { assignee: sub })).status).toBe(status);
    expect(await assignees()).toEqual({ 1: null });
  });

  it('does not change once it is decided', async () => {
    await official.send(`/applications/${applicationNumber(1)}/approve`);
    expect((await official.get(path)).main).toContain('承認待ちではないため');
    expect((await official.send(path, { assignee: 'official-46' })).status).toBe(409);
  });
});
