import { eventually, rows } from '@todoke/testing';
import { approved, statusOf, untilStatus } from './issued.js';
import { running, type Running } from './running.js';

let accounts: Running;
beforeAll(async () => {
  accounts = await running();
});
afterAll(() => accounts.stop());

const stored = async (number: string) =>
  (
    await rows<{ round: number; version: number; address: string; status: string }>(
      accounts.database.adminUrl,
      'SELECT round, version, address, status FROM accounts.issuance_applications WHERE number = $1',
      [number],
    )
  )[0];

const dead = () => rows(accounts.database.adminUrl, 'SELECT subject FROM accounts.dead_letters');

describe('an application that was approved again, after it had gone back to its prefecture', () => {
  it('is checked as it was approved last, whichever approval comes first', async () => {
    const first = approved();
    const { number } = first.data;
    const second = approved({ number, round: 2, address: 'corrected@example.jp' });
    await accounts.nats.publishAs(first);
    await untilStatus(accounts, number, 'to-check');
    await accounts.nats.publishAs(second);
    const inSecond = { round: 2, version: 2, address: 'corrected@example.jp', status: 'to-check' };
    await eventually(async () => expect(await stored(number)).toEqual(inSecond));

    const later = approved();
    await accounts.nats.publishAs(approved({ number: later.data.number, round: 2, address: 'corrected@example.jp' }));
    await untilStatus(accounts, later.data.number, 'to-check');
    await accounts.nats.publishAs(later);
    const last = approved();
    await accounts.nats.publishAs(last);
    await untilStatus(accounts, last.data.number, 'to-check');
    expect(await stored(later.data.number)).toEqual({ ...inSecond, version: 1 });
    expect(await statusOf(accounts, number)).toBe('to-check');
    expect(await dead()).toEqual([]);
  });
});
