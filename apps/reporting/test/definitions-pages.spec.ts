import { expectGoodPage, launchBrowser, leadsOn, newVisit } from '@todoke/testing/browser';
import { november, type Running, staffed } from './running.js';
import { hospitals } from './surveyed.js';

let service: Running;

beforeAll(async () => {
  service = await staffed();
  await hospitals(service);
});
afterAll(() => service.stop());

const draft = '/admin/surveys/weekly/draft';
const publish = '/admin/surveys/weekly/publish';
const published = () =>
  service.ask<{ version: number; note: string }>('SELECT version, note FROM reporting.revisions ORDER BY version');
const audited = () =>
  service.ask<{ detail: object }>("SELECT detail FROM reporting.audit WHERE action = 'survey-definition.published'");
/** What a hospital is asked in the week of a Monday. */
const asked = async (monday: string): Promise<string> =>
  (await (await service.visitor('institution')).get(`/surveys/weekly/${monday}/edit`)).main;

describe('a survey is corrected in the browser', () => {
  it('from a draft that nobody else sees, over its differences, to a version that holds from a day on', async () => {
    const secretariat = await service.visitor('secretariat');
    const list = await secretariat.get('/admin/surveys');
    expect(list.main).toContain('週次調査');
    const before = await secretariat.get(draft);
    const change = {
      'label.note': '連絡事項',
      'help.note': '届いていない物資があれば入力してください。',
      'required.note': 'always',
      'option.goods.outlook.week': '7日以内',
    };
    expect((await secretariat.submit(before, change)).main).toContain('下書きを保存しました。');
    expect(await asked('2026-11-16')).not.toContain('連絡事項');
    expect((await secretariat.get(`${draft}/preview`)).main).toContain('連絡事項');

    const differences = await secretariat.get(publish);
    for (const told of ['W16 備考', '項目名', '連絡事項', '任意', '必須', '1週間以内', '7日以内']) {
      expect(differences.main).toContain(told);
    }
    const done = await secretariat.submit(differences, { validFrom: '2026-11-23', note: '通知による修正' });
    expect(done.main).toContain('第1版 修正1を公開しました。');
    expect(await published()).toEqual([{ version: 1001, note: '通知による修正' }]);
    expect(await audited()).toEqual([{ detail: { version: 1001, validFrom: '2026-11-23', from: 1 } }]);
    expect((await secretariat.get('/admin/surveys/weekly')).main).toContain('第1版 修正1');

    expect(await asked('2026-11-16')).not.toContain('連絡事項');
    service.clock.set(new Date('2026-11-24T09:00:00+09:00'));
    const next = await asked('2026-11-23');
    for (const told of ['連絡事項', '届いていない物資', '7日以内']) expect(next).toContain(told);
    expect(await asked('2026-11-16')).not.toContain('連絡事項');
  });

  it('and goes back to an older version, which is a new one', async () => {
    service.clock.set(new Date('2026-11-24T09:00:00+09:00'));
    const secretariat = await service.visitor('secretariat');
    const old = await secretariat.get('/admin/surveys/weekly/versions/1');
    expect(old.main).toContain('連絡事項');
    await secretariat.submit(old, { validFrom: '2026-11-24', note: '元に戻す' });
    expect((await published()).map(({ version }) => version)).toEqual([1001, 1002]);
    expect(await asked('2026-11-23')).toContain('連絡事項');
    service.clock.set(new Date('2026-12-01T09:00:00+09:00'));
    expect(await asked('2026-11-30')).not.toContain('連絡事項');
    service.clock.set(november);
  });

  it('not with a blank text, without a reason, or from a day that is over', async () => {
    const secretariat = await service.visitor('secretariat');
    const refused = await secretariat.submit(await secretariat.get(draft), { 'label.note': ' ' });
    expect([refused.status, refused.main.includes('W16 備考：項目名を入力してください。')]).toEqual([422, true]);
    await secretariat.submit(await secretariat.get(draft), { 'label.note': 'メモ' });
    const page = await secretariat.get(publish);
    expect((await secretariat.submit(page, { validFrom: '2026-11-19', note: 'x' })).status).toBe(422);
    expect((await secretariat.submit(page, { validFrom: '2026-12-30', note: ' ' })).status).toBe(422);
    const gone = await secretariat.post(`${draft}/drop`, { _csrf: secretariat.csrf });
    expect(gone.main).toContain('下書きを破棄しました。');
    expect((await secretariat.submit(page, { validFrom: '2026-12-30', note: 'x' })).status).toBe(409);
    expect(await published()).toHaveLength(2);
  });

  it('by the secretariat alone; an unknown survey or version is none', async () => {
    const secretariat = await service.visitor('secretariat');
    for (const path of ['/admin/surveys/x', '/admin/surveys/x/draft', '/admin/surveys/weekly/versions/9']) {
      expect([path, (await secretariat.get(path)).status]).toEqual([path, 404]);
    }
    for (const sub of ['official-46', 'institution', 'ops', 'reader', 'centre-46']) {
      const visitor = await service.visitor(sub);
      for (const path of ['/admin/surveys', '/admin/surveys/weekly', draft, publish]) {
        expect([sub, path, (await visitor.get(path)).status]).toEqual([sub, path, 403]);
      }
      const answer = await visitor.post(draft, { _csrf: visitor.csrf, 'label.note': 'x' });
      expect([sub, answer.status]).toEqual([sub, 403]);
    }
  });
});

it('the pages of versions read well, and fit a phone (R170)', async () => {
  const browser = await launchBrowser();
  const visit = await newVisit(browser);
  const page = await visit.context.newPage();
  await page.goto(`${service.url}/admin/surveys`);
  await leadsOn(page.getByRole('button', { name: 'secretariat' }));
  await expectGoodPage(page);
  await leadsOn(page.getByRole('link', { name: '日次調査' }));
  await expectGoodPage(page);
  await leadsOn(page.getByRole('link', { name: '新しい版を作る' }));
  await expectGoodPage(page);
  await page.getByLabel('Y24 コメント：項目名').fill('連絡事項');
  await leadsOn(page.getByRole('button', { name: '下書きを保存' }));
  await expectGoodPage(page);
  await leadsOn(page.getByRole('link', { name: 'プレビュー' }));
  await expectGoodPage(page);
  await browser.close();
});
