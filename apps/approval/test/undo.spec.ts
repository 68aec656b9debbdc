import { applicationReturned, applicationSubmitted, mailAccepted, permissionGranted, preNoticeWanted } from '@todoke/events';
import { again, eventually, exampleEvent, type Visitor } from '@todoke/testing';
import { type Running, staffed } from './running.js';
import { clinic, friday, later, pharmacy, waiting } from './samples.js';

const number = 'APF-00000001';
const path = `/applications/${number}`;

let service: Running;
let official: Visitor;

beforeAll(async () => {
  service = await staffed();
  official = await service.visitor('official-46');
});

afterAll(() => service.stop());

beforeEach(async () => {
  await service.ask(
    'TRUNCATE approval.reviews, approval.history, approval.mails, approval.outbox, approval.inbox, approval.people CASCADE',
  );
  await service.open(waiting(number), waiting('APF-00000002', clinic));
  await official.get(path);
});

const returned = (data: { round: number; reason?: string | undefined }, version = 2) =>
  exampleEvent(applicationReturned, { version, occurredAt: later(3), data: { number, reason: undefined, ...data } });
const checkBegan = () => exampleEvent(preNoticeWanted, { version: 2, occurredAt: later(2), data: { number } });
const arrived = () =>
  exampleEvent(mailAccepted, {
    id: 'mail-M4',
    version: 2,
    occurredAt: later(4),
    data: { mail: 'M4', reference: number, acceptedAt: later(4).toISOString() },
  });

const stored = async () =>
  (
    await service.ask<{ state: string; round: number; undo_asked_by: string | null; heard: number }>(
      'SELECT state, round, undo_asked_by, heard FROM approval.reviews WHERE number = $1',
      [number],
    )
  )[0];
const told = async () =>
  (
    await service.ask<{ envelope: { subject: string; data: Record<string, unknown> } }>(
      'SELECT envelope FROM approval.outbox ORDER BY position',
    )
  ).map(({ envelope: { subject, data } }) => ({ subject, round: data['round'], withdrawnBy: data['withdrawnBy'] }));
const taken = async () => (await service.ask('SELECT 1 FROM approval.inbox')).length;
const stateIs = (state: string) => eventually(async () => expect((await stored())?.state).toBe(state));

describe('承認を取り消す', () => {
  it('asks accounts once, however often it is pressed, and says that the answer has to come (R46)', async () => {
    await official.send(`${path}/approve`);
    const page = await official.get(path);
    expect(page.html).toContain('承認を取り消す');
    const answers = await Promise.all([official.send(`${path}/undo`), official.send(`${path}/undo`)]);
    for (const { status, main } of answers) {
      expect(status).toBe(200);
      expect(main).toContain('承認の取り消しを受け付けました。');
    }
    expect(await stored()).toMatchObject({ state: 'approved', undo_asked_by: 'official-46' });
    expect(await told()).toEqual([
      { subject: 'approval.application-approved.v1', round: undefined, withdrawnBy: undefined },
      { subject: 'approval.approval-withdrawn.v1', round: undefined, withdrawnBy: 'official-46' },
    ]);
  });

  it('is done once accounts has sent the application back, which waits in the next round (R46, R159)', async () => {
    await official.send(`${path}/approve`);
    const pressed = official.send(`${path}/undo`, { round: '1' });
    await eventually(async () => expect((await stored())?.undo_asked_by).toBe('official-46'));
    const event = returned({ round: 2 });
    await service.nats.publishAs(event);
    expect((await pressed).main).toContain('承認を取り消しました。この申請は承認待ちに戻りました。');
    await service.nats.publishAs(again(event));
    await eventually(async () => expect(await taken()).toBe(2));
    expect(await stored()).toEqual({ state: 'waiting', round: 2, undo_asked_by: null, heard: 2 });
    const page = await official.get(path);
    expect(page.main).toContain('承認を取り消し');
    // A page of the first round decides nothing now.
    const late = await official.send(`${path}/approve`, { round: '1' });
    expect(late.status).toBe(409);
    expect(late.main).toContain('承認待ちに戻りました。内容をもう一度ご確認ください。');
    await official.send(`${path}/undo`, { round: '1' });
    expect((await stored())?.state).toBe('waiting');
    await official.send(`${path}/approve`, { round: '2' });
    expect((await told()).at(-1)).toMatchObject({ subject: 'approval.application-approved.v1', round: 2 });
  });

  it('comes too late where the check has begun, whichever is heard first (R46)', async () => {
    await official.send(`${path}/approve`);
    await official.send(`${path}/undo`);
    await service.nats.publishAs(checkBegan());
    await stateIs('pre-notice-sent');
    expect((await official.get(path)).main).toContain('事務局の確認が始まっていたため、承認を取り消せませんでした。');
    const again = await official.send(`${path}/undo`);
    expect(again.main).toContain('事務局の確認が始まっていたため、取り消せませんでした。');
    expect(await told()).toHaveLength(2);
  });

  it('is offered no more once the check has begun (R46)', async () => {
    await official.send(`${path}/approve`);
    await service.nats.publishAs(
      exampleEvent(permissionGranted, { version: 2, occurredAt: later(2), data: { number } }),
    );
    await stateIs('granted');
    expect((await official.get(path)).html).not.toContain('承認を取り消す');
    expect((await official.send(`${path}/undo`)).main).toContain('取り消せませんでした');
    expect(await told()).toHaveLength(1);
  });

  it('does not take back a rejection, whose mail has gone (R64)', async () => {
    await official.send(`${path}/reject`, { reason: '機関コードをご確認ください。' });
    expect((await official.get(path)).html).not.toContain('承認を取り消す');
    expect((await official.send(`${path}/undo`)).main).toContain('却下は取り消せません。');
    expect((await stored())?.state).toBe('rejected');
  });

  it.each([
    ['official-36', 404],
    ['other-centre-46', 404],
    ['secretariat', 403],
    ['institution', 403],
  ])('is refused to %s (R158)', async (sub, status) => {
    await official.send(`${path}/approve`);
    const visitor = await service.visitor(sub);
    await visitor.get('/');
    expect((await visitor.send(`${path}/undo`)).status).toBe(status);
    expect(await told()).toHaveLength(1);
  });
});

describe('an application that the secretariat returns', () => {
  it('waits again with the reason, and its age at this desk begins anew (R46, R66)', async () => {
    await official.send(`${path}/approve`);
    const event = returned({ round: 2, reason: '機関区分をご確認ください。' });
    await service.nats.publishAs(event);
    await service.nats.publishAs(again(event));
    await eventually(async () => expect(await taken()).toBe(2));
    const { main } = await official.get(path);
    expect(main).toContain('事務局から差し戻されています');
    expect(main).toContain('機関区分をご確認ください。');
    expect(main).toContain('事務局が差戻し');
    expect(await service.ask('SELECT since FROM approval.reviews WHERE number = $1', [number])).toEqual([
      { since: later(3) },
    ]);
  });

  it('ends the same in whatever order the news of both rounds come (R159)', async () => {
    await service.ask('TRUNCATE approval.reviews CASCADE');
    await service.nats.publishAs(returned({ round: 2, reason: '理由' }));
    await service.nats.publishAs(
      exampleEvent(applicationSubmitted, {
        version: 1,
        occurredAt: friday,
        data: { number, items: pharmacy, address: pharmacy.email },
      }),
    );
    await stateIs('waiting');
    await official.get(path);
    await official.send(`${path}/approve`);
    await eventually(async () => expect(await stored()).toMatchObject({ state: 'waiting', round: 2 }));
    await official.send(`${path}/approve`);
    // ① of the second round was accepted before accounts was heard to have asked for it.
    const second = { number, round: 2 };
    await service.nats.publishAs(arrived());
    await stateIs('pre-noticed');
    await service.nats.publishAs(exampleEvent(preNoticeWanted, { version: 4, occurredAt: later(4), data: second }));
    await eventually(async () => expect(await stored()).toMatchObject({ state: 'pre-noticed', heard: 4 }));
    await service.nats.publishAs(again(returned({ round: 2, reason: '理由' })));
    expect(await service.ask('SELECT * FROM approval.dead_letters')).toEqual([]);
  });
});

describe('履歴', () => {
  it('names who decided to the own prefecture alone (R158)', async () => {
    await service.ask(
      `INSERT INTO approval.people (id, version, role, prefecture, name, active)
       VALUES ('official-46', 1, 'prefecture', '46', '鹿児島 花子', true)`,
    );
    await official.send(`${path}/approve`);
    expect((await official.get(path)).main).toContain('鹿児島 花子');
    const elsewhere = await service.visitor('secretariat');
    const { main } = await elsewhere.get(path);
    expect(main).toContain('都道府県の担当者');
    expect(main).not.toContain('鹿児島 花子');
  });
});
