import { approve, reject } from '../src/reviews/domain/decide.js';
import type { Official } from '../src/reviews/domain/official.js';
import { clinic, colleague, friday, kagoshima, later, secretariat, tokushima, waiting } from './samples.js';
import { stored, type Stored } from './stored.js';

const number = 'APF-00000001';
let store: Stored;

beforeEach(async () => {
  store = await stored();
  await store.open(waiting(number), waiting('APF-00000002', clinic));
});

afterEach(() => store.close());

const approveAs = (official: Official, now = friday) =>
  store.change(number, official, (review) => approve(review, official, now));
const rejectAs = (official: Official, reason: string) =>
  store.change(number, official, (review) => reject(review, official, reason, friday));

const state = async () =>
  (await store.ask('SELECT state, version FROM approval.reviews WHERE number = $1', [number]))[0];
const outbox = () => store.ask<{ envelope: { subject: string; data: object } }>('SELECT envelope FROM approval.outbox');
const audited = () =>
  store.ask("SELECT actor, action, subject FROM approval.audit WHERE actor <> 'open-review' ORDER BY id");
const history = () =>
  store.ask('SELECT what, "by" FROM approval.history WHERE number = $1 ORDER BY at, what', [number]);

describe('approving', () => {
  it('stores the decision, tells it to all services, leaves history and audit, all at once (R46, R159)', async () => {
    await approveAs(kagoshima, later(1));
    expect(await state()).toEqual({ state: 'approved', version: 2 });
    expect(await history()).toEqual([
      { what: 'received', by: null },
      { what: 'approved', by: 'official-46' },
    ]);
    expect(await audited()).toEqual([{ actor: 'official-46', action: 'application.approved', subject: number }]);
    const [told, ...more] = await outbox();
    expect(more).toEqual([]);
    expect(told?.envelope).toMatchObject({
      subject: 'approval.application-approved.v1',
      aggregate: { type: 'application', id: number, version: 2 },
      data: {
        number,
        prefecture: '46',
        route: 'self',
        approvedBy: 'official-46',
        items: { institutionName: 'サンプル薬局' },
      },
    });
  });

  it('twice at once by one official makes one approval and one event', async () => {
    await Promise.all([approveAs(kagoshima), approveAs(kagoshima), approveAs(kagoshima)]);
    expect(await state()).toEqual({ state: 'approved', version: 2 });
    expect(await outbox()).toHaveLength(1);
    expect(await audited()).toHaveLength(1);
  });

  it('against a colleague who decides at the same time leaves one decision, and tells the other', async () => {
    const ends = await Promise.allSettled([approveAs(kagoshima), rejectAs(colleague, '機関コードをご確認ください。')]);
    expect(ends.filter((end) => end.status === 'fulfilled')).toHaveLength(1);
    expect(ends.find((end) => end.status === 'rejected')).toMatchObject({
      reason: { code: 'already-decided', kind: 'conflict' },
    });
    expect(await outbox()).toHaveLength(1);
  });

  it('is not stored when it cannot be announced', async () => {
    await store.ask('ALTER TABLE approval.outbox ADD CONSTRAINT nothing CHECK (false) NOT VALID');
    await expect(approveAs(kagoshima)).rejects.toThrow();
    expect(await state()).toEqual({ state: 'waiting', version: 1 });
    expect(await history()).toEqual([{ what: 'received', by: null }]);
  });
});

describe('rejecting (R64)', () => {
  it('tells the applicant the reason', async () => {
    await rejectAs(kagoshima, '機関コードをご確認ください。');
    const [told] = await outbox();
    expect(told?.envelope).toMatchObject({
      subject: 'approval.application-rejected.v1',
      data: {
        number,
        prefecture: '46',
        address: 'yakkyoku@example.jp',
        institutionName: 'サンプル薬局',
        reason: '機関コードをご確認ください。',
      },
    });
  });

  it('without a reason is refused and changes nothing', async () => {
    await expect(rejectAs(kagoshima, ' ')).rejects.toMatchObject({ code: 'reason-missing', kind: 'invalid' });
    expect(await state()).toEqual({ state: 'waiting', version: 1 });
    expect(await outbox()).toEqual([]);
  });
});

describe('those who may not decide (R158)', () => {
  it.each([
    ['another prefecture finds nothing', tokushima, 'application-missing'],
    ['an official without a prefecture finds nothing', { ...kagoshima, prefecture: undefined }, 'application-missing'],
    ['the secretariat may look, not decide', secretariat, 'not-yours-to-decide'],
  ])('%s', async (_, official, code) => {
    await expect(approveAs(official)).rejects.toMatchObject({ code });
    await expect(rejectAs(official, '理由')).rejects.toMatchObject({ code });
    expect(await state()).toEqual({ state: 'waiting', version: 1 });
  });
});

describe('opening an application', () => {
  it('is audited as reading personal data (R168)', async () => {
    await store.openDossier(number, kagoshima);
    await store.openDossier(number, secretariat);
    await expect(store.openDossier(number, tokushima)).rejects.toMatchObject({
      code: 'application-missing',
    });
    expect(await audited()).toEqual([
      { actor: 'official-46', action: 'application.read', subject: number },
      { actor: 'secretariat', action: 'application.read', subject: number },
    ]);
  });
});
