import type { Visitor } from '@todoke/testing';
import { forget, hospitalValues, january, knew, press, reporters, statesOf } from './reported.js';
import { type Running, staffed } from './running.js';

let service: Running;

beforeAll(async () => {
  service = await staffed();
  await reporters(service);
});

afterAll(() => service.stop());

beforeEach(async () => {
  service.clock.set(january);
  await service.ask('TRUNCATE reporting.files');
  await forget(service);
  await knew(service, 'i-1', hospitalValues());
});

/** Begins it as a prefecture does. @returns the path of the report */
async function begun(): Promise<{ visitor: Visitor; path: string; id: string }> {
  const visitor = await service.visitor('official-46');
  await press(visitor, '/paper-reports/begin/i-1', {}, '代行入力を始める');
  const [row] = await service.ask<{ id: string }>('SELECT id FROM reporting.reports');
  const id = row?.id ?? '';
  return { visitor, id, path: `/paper-reports/${id}` };
}

/** Sends the form of the scan as a browser does. */
async function attach(visitor: Visitor, id: string, content: string) {
  const path = `/paper-scans/${id}`;
  const { csrf } = await visitor.get(path);
  const body = new FormData();
  body.set('_csrf', csrf);
  body.set('file', new File([content], '報告.pdf'));
  return visitor.once(path, { method: 'POST', body, headers: { cookie: visitor.cookiesFor(path) } });
}

const pdf = '%PDF-1.7\n1 0 obj << >> endobj\ntrailer << >>\n%%EOF\n';
const files = () => service.ask<{ name: string }>('SELECT name FROM reporting.files');

describe('a report on paper (R56)', () => {
  it('is entered by the prefecture, marked so, with its scan, and reported', async () => {
    const { visitor, path, id } = await begun();
    expect((await attach(visitor, id, pdf)).status).toBe(303);
    const section = await visitor.get(`${path}/basic`);
    expect((await visitor.submit(section, { phone: '0992000001' }, '保存')).status).toBe(200);
    const done = await press(visitor, `${path}/confirm`, {}, '報告する');
    expect([done.status, done.h1]).toEqual([200, '医療機能情報 2026年度 定期報告']);
    expect(done.main).toContain('紙（都道府県が入力）');
    expect(done.main).toContain('報告.pdf');
    const stored = `SELECT route, state, submitted_by AS by, values ->> 'phone' AS phone FROM reporting.reports`;
    expect(await service.ask(stored)).toEqual([
      { route: 'paper', state: 'submitted', by: 'official-46', phone: '0992000001' },
    ]);
  });

  it('is begun once, however often it is pressed', async () => {
    const { visitor } = await begun();
    expect((await visitor.send('/paper-reports/begin/i-1')).status).toBe(200);
    expect(await statesOf(service)).toEqual(['draft']);
  });

  it('is not reported without its scan, and a file is judged by its content', async () => {
    const { visitor, path, id } = await begun();
    const answer = await attach(visitor, id, 'MZ this is a program');
    expect(answer.status).toBe(422);
    expect((await attach(visitor, id, '')).status).toBe(422);
    expect(await files()).toEqual([]);
    const confirm = await visitor.get(`${path}/confirm`);
    expect((await visitor.submit(confirm, {}, '報告する')).status).toBe(409);
    expect(await statesOf(service)).toEqual(['draft']);
  });

  it('does not exist for another prefecture, and is no matter of institutions', async () => {
    const { visitor, path, id } = await begun();
    await attach(visitor, id, pdf);
    const stranger = await service.visitor('official-36');
    await stranger.get('/releases');
    for (const address of [path, `${path}/basic`, `${path}/confirm`, `/paper-scans/${id}`, '/paper-reports/x']) {
      expect((await stranger.get(address)).status).toBe(404);
    }
    expect((await stranger.send('/paper-reports/begin/i-2')).status).toBe(404);
    expect((await stranger.send(`${path}/confirm`)).status).toBe(404);
    const institution = await service.visitor('institution');
    expect((await institution.get(path)).status).toBe(403);
    expect(await statesOf(service)).toEqual(['draft']);
  });

  it('is not begun where the institution reports by itself', async () => {
    await press(await service.visitor('institution'), '/reports/medical', {}, '定期報告を始める');
    const visitor = await service.visitor('official-46');
    await visitor.get('/paper-reports/begin/i-1');
    expect((await visitor.send('/paper-reports/begin/i-1')).status).toBe(409);
  });
});
