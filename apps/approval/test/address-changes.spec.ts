import {
  addressChanged,
  addressChangeRefused,
  type Envelope,
  institutionChanged,
  mailAccepted,
  mailBounced,
} from '@todoke/events';
import { again, type Answer, eventually, exampleEvent, type Visitor } from '@todoke/testing';
import { type Running, staffed } from './running.js';
import { later } from './samples.js';

let service: Running;
let visitor: Visitor;

/** The register, by the ids of accounts. */
const register = {
  pharmacy: { institution: 'i-pharmacy', name: '医療法人 さくら薬局', institutionCode: '4600001' },
  namesake: { institution: 'i-namesake', name: '医療法人 もみじ薬局', institutionCode: '4600001' },
  uncoded: { institution: 'i-uncoded', name: 'つばき診療所' },
  vacant: { institution: 'i-vacant', name: 'かえで医院', institutionCode: '4600003', hasAccount: false },
  elsewhere: { institution: 'i-elsewhere', name: '徳島薬局', institutionCode: '3600001', prefecture: '36' },
} as const;

beforeAll(async () => {
  service = await staffed();
  const place = { prefecture: '46', municipality: '鹿児島市', hasAccount: true } as const;
  const without = { institutionCode: undefined, insuranceCode: undefined };
  for (const facts of Object.values(register)) {
    const data = { ...place, ...without, ...facts };
    await service.nats.publishAs(exampleEvent(institutionChanged, { version: 1, data }));
  }
  await eventually(async () =>
    expect(await service.ask('SELECT id FROM approval.institutions')).toHaveLength(Object.keys(register).length),
  );
});

afterAll(() => service.stop());

beforeEach(async () => {
  service.clock.set(later(1));
  await service.ask('TRUNCATE approval.address_changes, approval.outbox, approval.audit CASCADE');
  visitor = await service.visitor('official-46');
});

const facts = {
  institutionName: '医療法人さくら薬局',
  institutionCode: ' ４６００００１ ',
  oldAddress: 'old@example.jp',
  newAddress: 'new@example.jp',
};

const receive = async (changes: Record<string, string> = {}, query = ''): Promise<Answer> =>
  visitor.submit(await visitor.get(`/address-changes/new${query}`), { ...facts, ...changes });
const idIn = ({ url }: Answer): string => /address-changes\/([\da-f-]{36})/.exec(url)?.[1] ?? '';
const carryOut = async (page: Answer): Promise<Answer> => visitor.submit(page, {}, '変更を実行する');

const stored = () =>
  service.ask<{ id: string; state: string }>('SELECT id, state FROM approval.address_changes ORDER BY received_at');
const told = () =>
  service.ask<{ data: Record<string, unknown> }>(
    "SELECT envelope->'data' AS data FROM approval.outbox WHERE subject = 'approval.address-change-requested.v1'",
  );
const audited = async () =>
  (await service.ask<{ action: string }>('SELECT action FROM approval.audit ORDER BY id')).map(({ action }) => action);

async function hear(...events: Envelope[]): Promise<void> {
  for (const event of events) {
    for (const one of [event, again(event)]) {
      await service.nats.publishAs(one);
      const taken = "SELECT 1 FROM approval.inbox WHERE module = 'address-changes' AND event_id = $1";
      await eventually(async () => expect(await service.ask(taken, [one.id])).toHaveLength(1));
    }
  }
}

const changed = (request: string) => exampleEvent(addressChanged, { id: request, data: { request } });
const refused = (request: string, why: string) =>
  exampleEvent(addressChangeRefused, { id: request, data: { request, why } });

describe('the form of a メールアドレス変更依頼 (R59)', () => {
  it('takes the four facts, as people write them, and changes nothing yet (R164)', async () => {
    const page = await receive();
    expect(page).toMatchObject({ status: 200, h1: '医療法人 さくら薬局' });
    for (const text of ['受付', '4600001', 'old@example.jp', 'new@example.jp', '変更を実行する', '経過日数 0日'])
      expect(page.main).toContain(text);
    expect(await stored()).toEqual([{ id: idIn(page), state: 'received' }]);
    expect(await told()).toEqual([]);
    expect(await audited()).toEqual(['address-change.received', 'address-change.read']);
  });

  it.each([
    ['institutionName', '報告機関名'],
    ['institutionCode', '機関コード'],
    ['oldAddress', '変更前メールアドレス'],
    ['newAddress', '変更後メールアドレス'],
  ])('says which fact is missing: %s (R164)', async (field, label) => {
    const page = await receive({ [field]: '' });
    expect(page.status).toBe(422);
    expect(page.html).toContain(`<a href="#field-${field}">「${label}」を入力してください。</a>`);
    expect(await stored()).toEqual([]);
  });

  it.each([
    ['a code that nobody has', { institutionCode: '9999999' }, 'この機関コードの機関は見つかりません。'],
    ['a code of another prefecture', { institutionCode: '3600001' }, 'この機関コードの機関は見つかりません。'],
    ['another name', { institutionName: 'ことなる薬局' }, 'この機関コードの機関名は「'],
    [
      'an institution without an account',
      { institutionName: 'かえで医院', institutionCode: '4600003' },
      '新規ユーザ登録申請をご案内ください。',
    ],
    ['the same address', { newAddress: 'OLD@example.jp' }, '変更前と変更後のメールアドレスが同じです。'],
    ['what is no address', { newAddress: 'new@example' }, '変更後メールアドレス'],
  ])('refuses %s in words (R59)', async (_, changes, message) => {
    const page = await receive(changes);
    expect(page.status).toBe(422);
    expect(page.main).toContain(message);
    expect(await stored()).toEqual([]);
  });

  it('is filled in for an institution that was looked up, also for one without a code (R85)', async () => {
    const { institution, name } = register.uncoded;
    const page = await receive({}, `?institution=${institution}`);
    expect(page.h1).toBe(name);
    expect(await service.ask('SELECT institution, institution_code FROM approval.address_changes')).toEqual([
      { institution, institution_code: null },
    ]);
  });

  it('knows no institution of another prefecture (R158)', async () => {
    for (const id of ['i-elsewhere', 'nothing'])
      expect((await visitor.get(`/address-changes/new?institution=${id}`)).status).toBe(404);
  });

  it('is received once when it is sent twice, and one request an institution waits', async () => {
    const form = await visitor.get('/address-changes/new');
    const first = await visitor.submit(form, facts);
    const second = await visitor.submit(form, facts);
    expect(idIn(second)).toBe(idIn(first));
    const another = await receive();
    expect(another.status).toBe(422);
    expect(another.main).toContain('すでに受け付けられています');
    expect(await stored()).toHaveLength(1);
  });
});

describe('変更を実行する (R82, R164)', () => {
  it('asks accounts once, and shows the end with what the institution is told', async () => {
    const page = await receive();
    const id = idIn(page);
    const pressed = await carryOut(page);
    expect(pressed.main).toContain('変更中');
    await visitor.send(`/address-changes/${id}/request`);
    const data = {
      request: id,
      prefecture: '46',
      institution: 'i-pharmacy',
      shared: false,
      requestedBy: 'official-46',
    };
    const addresses = { oldAddress: 'old@example.jp', newAddress: 'new@example.jp' };
    expect(await told()).toEqual([{ data: { ...data, ...addresses } }]);

    await hear(changed(id));
    const done = await visitor.get(`/address-changes/${id}`);
    for (const text of ['完了', '機関にも完了をお伝えください', '送信待ち']) expect(done.main).toContain(text);
    await hear(
      exampleEvent(mailAccepted, { id: 'm9', version: 2, data: { mail: 'M9', reference: id } }),
      refused(id, 'no-account'),
    );
    expect((await visitor.get(`/address-changes/${id}`)).main).toContain('送信完了');
    expect(await stored()).toEqual([{ id, state: 'done' }]);
    expect(await audited()).toEqual(
      expect.arrayContaining(['address-change.requested', 'address-change.done', 'address-change.read']),
    );
  });

  it('is refused in words that say what to do, as a to-do as well', async () => {
    const page = await receive();
    const id = idIn(page);
    await carryOut(page);
    await hear(refused(id, 'old-address-differs'));
    const ended = await visitor.get(`/address-changes/${id}`);
    expect(ended.main).toContain('アカウントに登録されているメールアドレスと異なります');
    expect(ended.html).toContain('/address-changes/new?institution');
    const todos = await visitor.get('/todos?kind=change');
    expect(todos.main).toContain('メールアドレスを変更できませんでした。');
    expect(todos.html).toContain(`/address-changes/${id}`);
    expect((await visitor.send(`/address-changes/${id}/request`)).status).toBe(409);
    // What is refused may be received again.
    expect(idIn(await receive())).not.toBe('');
  });

  it('whose mail M9 does not arrive is a to-do: the new address may be wrong (R82)', async () => {
    const page = await receive();
    const id = idIn(page);
    await carryOut(page);
    await hear(
      changed(id),
      exampleEvent(mailBounced, {
        id: 'm9',
        version: 3,
        data: { mail: 'M9', reference: id, reason: 'no-such-address' },
      }),
    );
    expect((await visitor.get(`/address-changes/${id}`)).main).toContain('宛先のメールアドレスが存在しません');
    expect((await visitor.get('/todos')).main).toContain('変更後のメールアドレスが正しいか、機関にお確かめください。');
  });

  it('is withdrawn instead, once, and not after it was asked for', async () => {
    const page = await receive();
    const id = idIn(page);
    const withdrawn = await visitor.submit(page, {}, '依頼を取り下げる');
    expect(withdrawn.main).toContain('取り下げ');
    await visitor.send(`/address-changes/${id}/withdraw`);
    expect(await stored()).toEqual([{ id, state: 'withdrawn' }]);
    expect((await visitor.send(`/address-changes/${id}/request`)).status).toBe(409);
    const next = await receive();
    await carryOut(next);
    expect((await visitor.send(`/address-changes/${idIn(next)}/withdraw`)).status).toBe(409);
  });

  it('answers of accounts to what is not here concern nobody', async () => {
    const id = crypto.randomUUID();
    await hear(changed(id), refused('no-uuid', 'no-account'));
    expect(await stored()).toEqual([]);
  });
});

describe('the age of a request (R82)', () => {
  it('is late after 14 days, in the list, on its page and as a to-do, until it ends', async () => {
    const page = await receive();
    const id = idIn(page);
    const at = async (days: number): Promise<string[]> => {
      service.clock.set(later(days * 24));
      const paths = ['/address-changes', `/address-changes/${id}`, '/todos'];
      return Promise.all(paths.map(async (path) => (await visitor.get(path)).main));
    };
    const [list, own, todos] = await at(14);
    expect(list).toContain('14日');
    for (const text of [list, own]) expect(text).not.toContain('14日超）');
    expect(todos).not.toContain('さくら薬局');
    const [lateList, lateOwn, lateTodos] = await at(15);
    for (const text of [lateList, lateOwn]) expect(text).toContain('15日（14日超）');
    expect(lateTodos).toContain('受付から14日を超えました');
    await visitor.submit(await visitor.get(`/address-changes/${id}`), {}, '依頼を取り下げる');
    const [endedList, endedOwn, endedTodos] = await at(16);
    expect(endedList).not.toContain('さくら薬局');
    expect(endedOwn).toContain('15日');
    expect(endedOwn).not.toContain('14日超');
    expect(endedTodos).not.toContain('さくら薬局');
    expect((await visitor.get('/address-changes?state=withdrawn')).main).toContain('さくら薬局');
  });
});

describe('who sees and carries out a request (R158)', () => {
  it.each([
    ['official-36', 404, 404],
    ['secretariat', 200, 403],
    ['centre-46', 403, 403],
    ['reader', 403, 403],
    ['institution', 403, 403],
  ])('%s: %i, %i', async (sub, sees, carriesOut) => {
    const id = idIn(await receive());
    const other = await service.visitor(sub);
    const page = await other.get(`/address-changes/${id}`);
    expect(page.status).toBe(sees);
    if (sees !== 200) expect(page.html).not.toContain('old@example.jp');
    expect(page.html).not.toContain('変更を実行する');
    await other.get('/sign-in/kept');
    expect((await other.send(`/address-changes/${id}/request`)).status).toBe(carriesOut);
    expect(await stored()).toEqual([{ id, state: 'received' }]);
  });

  it('the colleague of the same prefecture does, and its page names who received it', async () => {
    const id = idIn(await receive());
    const colleague = await service.visitor('colleague-46');
    const page = await colleague.get(`/address-changes/${id}`);
    expect((await colleague.submit(page, {}, '変更を実行する')).main).toContain('変更中');
  });

  it.each(['nothing', '00000000-0000-0000-0000-000000000000', '%00'])('of %s is refused', async (id) => {
    const { status } = await visitor.get(`/address-changes/${id}`);
    expect([400, 404]).toContain(status);
  });
});
