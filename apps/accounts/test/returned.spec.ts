import { randomUUID } from 'node:crypto';
import { approvalWithdrawn } from '@todoke/events';
import { again, eventually, exampleEvent, rows, type Visitor } from '@todoke/testing';
import { announced, approved, statusOf, untilStatus } from './issued.js';
import { hospital, secretariat, seed, signedIn } from './people.js';
import { friday, running, type Running } from './running.js';

let accounts: Running;
let official: Visitor;
beforeAll(async () => {
  accounts = await running();
  await seed(accounts, [secretariat, hospital]);
  official = await signedIn(accounts, secretariat);
});
afterAll(() => accounts.stop());

const withdrawn = (number: string, round?: number) =>
  exampleEvent(approvalWithdrawn, {
    id: number,
    version: 3,
    occurredAt: friday,
    data: { number, ...(round && { round }) },
  });

const taken = async (id: string): Promise<boolean> =>
  (await rows(accounts.database.adminUrl, 'SELECT 1 FROM accounts.inbox WHERE event_id = $1', [id])).length > 0;
const hear = async (event: ReturnType<typeof withdrawn>): Promise<void> => {
  await accounts.nats.publishAs(event);
  await eventually(async () => expect(await taken(event.id)).toBe(true));
};
const returned = async (number: string) =>
  (await announced(accounts, 'application-returned', number)).map(({ data }) => data);
const dead = () => rows(accounts.database.adminUrl, 'SELECT subject FROM accounts.dead_letters');

/** Told by approval and here. @returns its number */
async function arrived(): Promise<string> {
  const event = approved({ items: { institutionName: `${randomUUID()}薬局` } });
  await accounts.nats.publishAs(event);
  await untilStatus(accounts, event.data.number, 'to-check');
  return event.data.number;
}

const address = (number: string): string => `/secretariat/applications/${number}`;

describe('an approval that its prefecture withdraws', () => {
  it('is undone where the check has not begun: the application goes back, once however often it is told (R46)', async () => {
    const number = await arrived();
    const event = withdrawn(number);
    await hear(event);
    await accounts.nats.publishAs(again(event));
    await hear(withdrawn(number));
    expect(await statusOf(accounts, number)).toBe('returned');
    expect(await returned(number)).toEqual([{ number, round: 2, prefecture: '46' }]);
    const page = await official.get(address(number));
    expect(page.main).toContain('申請済（承認待ち）');
    expect(page.html).not.toContain('確認完了');
    expect(await dead()).toEqual([]);
  });

  it('stands where 確認完了 was pressed before, and nothing is told (R46)', async () => {
    const number = await arrived();
    await official.submit(await official.get(address(number)));
    expect(await statusOf(accounts, number)).toBe('pre-notice-sent');
    await hear(withdrawn(number));
    expect(await statusOf(accounts, number)).toBe('pre-notice-sent');
    expect(await returned(number)).toEqual([]);
  });

  it('lets 確認完了 say that it came too late, and sends no mail (R46)', async () => {
    const number = await arrived();
    const page = await official.get(address(number));
    await hear(withdrawn(number));
    const answer = await official.submit(page);
    expect(answer.status).toBe(409);
    expect(answer.main).toContain('この申請は都道府県に戻されたため、確認を完了できませんでした。');
    expect(await announced(accounts, 'pre-notice-wanted', number)).toEqual([]);
  });

  it('waits for the approval when it comes first, and of a round that is over changes nothing (R46)', async () => {
    const event = approved({ round: 2, items: { institutionName: `${randomUUID()}薬局` } });
    const { number } = event.data;
    const early = withdrawn(number, 2);
    await accounts.nats.publishAs(early);
    await accounts.nats.publishAs(event);
    await eventually(async () => expect(await statusOf(accounts, number)).toBe('returned'));
    await accounts.nats.publishAs(approved({ ...event.data, round: 3 }));
    await untilStatus(accounts, number, 'to-check');
    await hear(withdrawn(number, 2));
    expect(await statusOf(accounts, number)).toBe('to-check');
    expect(await returned(number)).toEqual([{ number, round: 3, prefecture: '46' }]);
    expect(await dead()).toEqual([]);
  });
});

describe('差戻し by the secretariat', () => {
  it('needs a reason, sends the application back once, and lets it be checked when it is approved again (R46)', async () => {
    const number = await arrived();
    const page = await official.get(address(number));
    expect(page.html).toContain(`href="${address(number)}/return"`);
    const form = await official.get(`${address(number)}/return`);
    const refused = await official.submit(form, { reason: ' ' });
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('差戻しの理由を入力してください。');
    const reason = '機関区分をご確認ください。';
    for (const sent of [form, form]) {
      const answer = await official.submit(sent, { reason });
      expect(answer.status).toBe(200);
      expect(answer.main).toContain('都道府県に差し戻しました。');
      expect(answer.main).toContain(reason);
    }
    expect(await returned(number)).toEqual([{ number, round: 2, prefecture: '46', reason }]);
    await accounts.nats.publishAs(approved({ number, round: 2 }));
    await untilStatus(accounts, number, 'to-check');
    // The form of the first round, sent once more.
    await official.submit(form, { reason });
    expect(await statusOf(accounts, number)).toBe('to-check');
  });

  it('is refused once the check has begun, and to everybody else (R46, R158)', async () => {
    const number = await arrived();
    const form = await official.get(`${address(number)}/return`);
    await official.submit(await official.get(address(number)));
    const late = await official.submit(form, { reason: '遅い' });
    expect(late.status).toBe(409);
    expect(late.main).toContain('確認が始まっているため、差し戻せませんでした。');
    expect(new URL((await official.get(`${address(number)}/return`)).url).pathname).toBe(address(number));
    const institution = await signedIn(accounts, hospital);
    expect((await institution.get(`${address(number)}/return`)).status).toBe(403);
    expect(await returned(number)).toEqual([]);
  });
});
