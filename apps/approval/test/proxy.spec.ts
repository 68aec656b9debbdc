import { randomUUID } from 'node:crypto';
import { FixedClock } from '@todoke/service';
import { FileProxyApplication } from '../src/proxy/actions/file-proxy-application.js';
import { friday, kagoshima, pharmacy, secretariat, tokushima } from './samples.js';
import { stored, type Stored } from './stored.js';

let store: Stored;
let action: FileProxyApplication;

beforeEach(async () => {
  store = await stored();
  action = new FileProxyApplication(store.databases, new FixedClock(friday));
});

afterEach(() => store.close());

const outbox = async () =>
  (await store.ask<{ subject: string }>('SELECT subject FROM approval.outbox ORDER BY position')).map(
    ({ subject }) => subject,
  );

describe('filing a proxy application (R74)', () => {
  it('takes the next number from 50000000 on, and is told as filed and as approved (R41, R55)', async () => {
    const first = await action.run(randomUUID(), kagoshima, pharmacy);
    const second = await action.run(randomUUID(), kagoshima, { ...pharmacy, institutionName: 'べつの薬局' });
    expect([first, second]).toEqual(['APF-50000000', 'APF-50000001']);
    expect((await outbox()).slice(0, 2)).toEqual([
      'approval.proxy-application-filed.v1',
      'approval.application-approved.v1',
    ]);
    expect(await store.ask("SELECT state, route, version FROM approval.reviews WHERE number = 'APF-50000000'")).toEqual(
      [{ state: 'approved', route: 'proxy', version: 2 }],
    );
    expect(
      await store.ask("SELECT actor, action FROM approval.audit WHERE subject = 'APF-50000000' ORDER BY id"),
    ).toEqual([
      { actor: 'official-46', action: 'application.filed' },
      { actor: 'official-46', action: 'application.approved' },
    ]);
  });

  it('by two clicks files one application', async () => {
    const request = randomUUID();
    const numbers = await Promise.all([1, 2, 3].map(() => action.run(request, kagoshima, pharmacy)));
    expect(new Set(numbers).size).toBe(1);
    expect(await outbox()).toHaveLength(2);
  });

  it("is refused to another prefecture and the secretariat, and another's request shows nothing", async () => {
    const request = randomUUID();
    await action.run(request, kagoshima, pharmacy);
    await expect(action.run(randomUUID(), tokushima, pharmacy)).rejects.toMatchObject({
      code: 'not-yours-to-decide',
    });
    await expect(action.run(randomUUID(), secretariat, pharmacy)).rejects.toMatchObject({
      code: 'not-yours-to-decide',
    });
    const inTokushima = { ...pharmacy, prefecture: '36' as const, municipality: '徳島市' };
    await expect(action.run(request, tokushima, inTokushima)).rejects.toMatchObject({
      code: 'application-missing',
    });
    expect(await store.ask('SELECT number FROM approval.reviews')).toHaveLength(1);
  });
});
