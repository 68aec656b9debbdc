import { type Running, staffed } from './running.js';
import { clinic, friday, later, pharmacy, waiting } from './samples.js';
import { sakura, tellInstitutions } from './told-institutions.js';

const number = 'APF-00000001';
const path = `/mails/${number}`;
const elsewhere = { ...pharmacy, prefecture: '36' as const, municipality: '徳島市', email: 't@example.jp' };

let service: Running;

beforeAll(async () => {
  service = await staffed();
  await tellInstitutions(service);
});
afterAll(() => service.stop());

beforeEach(async () => {
  await service.ask('TRUNCATE approval.reviews, approval.mails, approval.audit CASCADE');
  await service.open(waiting(number), waiting('APF-00000002', clinic), waiting('APF-00000003', elsewhere));
});

const issuedWith = async (mails: readonly [string, string, string?][], state = 'issued') => {
  await service.ask(
    `UPDATE approval.reviews SET state = $2, decided_by = 'official-46', decided_at = $3, since = $3 WHERE number = $1`,
    [number, state, later(1)],
  );
  for (const [mail, outcome, reason] of mails) {
    await service.ask(
      `INSERT INTO approval.mails (id, version, number, mail, state, reason, at) VALUES ($1, 1, $2, $1, $3, $4, $5)`,
      [mail, number, outcome, reason ?? null, friday],
    );
  }
};
const shown = async (sub = 'official-46') => (await service.visitor(sub)).get(path);

describe('メール送信状況', () => {
  it('where ② bounced tells to apply again with another address (R58, R81)', async () => {
    await issuedWith(
      [
        ['M2', 'accepted'],
        ['M4', 'accepted'],
        ['M5', 'bounced', 'no-such-address'],
      ],
      'voided',
    );
    const { main, html } = await shown();
    expect(main).toContain('②利用案内メール');
    expect(main).toContain('不達');
    expect(main).toContain('宛先のメールアドレスが存在しません');
    expect(main).toContain('新しいメールアドレスでの再申請をご案内ください。');
    expect(html).not.toContain('/address-changes/new');
  });

  it('where ② was accepted leads to メールアドレス変更依頼, and resends nothing (R59, R79, R81)', async () => {
    await issuedWith([
      ['M2', 'accepted'],
      ['M4', 'accepted'],
      ['M5', 'accepted'],
    ]);
    const { main, html } = await shown();
    expect(main).toContain('送信完了');
    expect(main).toContain('メールを受け取れる担当者がいないときは、メールアドレス変更依頼を受け付けてください。');
    expect(main).toContain('②利用案内メールを再送することはできません。');
    expect(html).toContain(`href="/address-changes/new?institution&#x3D;${sakura}"`);
    expect(html).not.toContain('<form class="form"');
  });

  it('where a mailbox was full says so (R79)', async () => {
    await issuedWith([['M5', 'bounced', 'mailbox-full']], 'voided');
    expect((await shown()).main).toContain('宛先のメールボックスの容量が不足しています');
  });

  it('where ② was given up leads to the to-dos', async () => {
    await issuedWith([['M5', 'failed', 'gave-up']]);
    const { main, html } = await shown();
    expect(main).toContain('送信を打ち切ったため、届いたかどうかは分かりません。');
    expect(html).toContain('href="/todos"');
  });

  it('shows what is on its way as 送信待ち', async () => {
    await issuedWith([['M4', 'accepted']]);
    const { main } = await shown();
    expect(main).toContain('送信待ち');
    expect(main).toContain('メールボックスの空き容量を確保していただくようお伝えください。');
  });

  it.each([
    ['official-46', 200],
    ['centre-46', 200],
    ['secretariat', 200],
    ['official-36', 404],
    ['other-centre-46', 404],
    ['reader', 403],
    ['institution', 403],
    ['ops', 403],
  ])('%s: %d (R81, R158)', async (sub, status) => {
    expect((await shown(sub)).status).toBe(status);
  });

  it('links to what a prefecture can do, for a prefecture alone', async () => {
    await issuedWith([['M5', 'accepted']]);
    for (const sub of ['centre-46', 'secretariat'])
      expect((await shown(sub)).html).not.toContain('/address-changes/new');
  });

  it('audits each reading (R168)', async () => {
    await shown();
    await shown();
    const entries = await service.ask("SELECT actor, action, subject FROM approval.audit WHERE actor = 'official-46'");
    const entry = { actor: 'official-46', action: 'mails.read', subject: number };
    expect(entries).toEqual([entry, entry]);
  });

  it.each(['x', 'APF-1', 'APF-99999999', '%00'])('finds no application %s', async (asked) => {
    const visitor = await service.visitor('official-46');
    expect((await visitor.get(`/mails/${encodeURIComponent(asked)}`)).status).toBe(404);
  });

  it('lists the applications of the jurisdiction, each with the last of its mails', async () => {
    await issuedWith(
      [
        ['M4', 'accepted'],
        ['M5', 'bounced', 'refused'],
      ],
      'voided',
    );
    const { html, main } = await (await service.visitor('official-46')).get('/mails');
    expect(html).toContain(`<a href="${path}">${number}</a>`);
    expect(main).toContain('②利用案内メール');
    expect(main).toContain('該当する申請：2件');
    expect(html).not.toContain('APF-00000003');
  });

  it.each([
    [number, [number]],
    ['ａｐｆ-00000001', [number]],
    ['サンプル薬局', [number]],
    ['ｻﾝﾌﾟﾙ', [number]],
    ['高崎クリニック', ['APF-00000002']],
    ['4640101230', [number]],
    ['どこにもない', []],
  ])('finds an application by %s', async (typed, expected) => {
    const query = new URLSearchParams({ q: typed }).toString();
    const { html } = await (await service.visitor('official-46')).get(`/mails?${query}`);
    expect([...new Set(html.match(/(?<=href="\/mails\/)APF-\d{8}/g) ?? [])]).toEqual(expected);
  });
});
