import type { Envelope } from '@todoke/events';
import { eventually } from '@todoke/testing';
import { again, changed, tale } from './envelopes.js';
import { running, type Running } from './running.js';

const number = 'APF-00000001';
const { submitted, approved, rejected, issued, granted, closed, voided } = tale(number);

let service: Running;

beforeEach(async () => {
  service = await running();
});

afterEach(() => service.stop());

const publish = async (...events: Envelope[]): Promise<void> => {
  for (const event of events) await service.nats.publishAs(event);
};

const heard = (count: number) =>
  eventually(async () =>
    expect(await service.ask('SELECT event_id FROM reporting.inbox')).toHaveLength(count),
  );
const counted = () =>
  service.ask('SELECT number, prefecture, municipality_code, state FROM reporting.applications');
const inState = (state: string) => [{ number, prefecture: '46', municipality_code: '46201', state }];

describe('the count of applications', () => {
  it.each([
    ['submitted', [submitted], 'waiting'],
    ['approved', [submitted, approved], 'approved'],
    ['rejected', [submitted, rejected], 'rejected'],
    ['issued', [submitted, approved, issued], 'issued'],
    ['granted', [submitted, approved, granted], 'granted'],
    ['closed', [submitted, approved, closed], 'nothing-to-do'],
    ['voided', [submitted, approved, issued, voided], 'voided'],
  ] as const)('knows an application that was %s, told twice and backwards', async (_, told, state) => {
    const events = told.map((make) => make());
    await publish(...events.toReversed(), ...events.map(again));
    await heard(events.length * 2);
    expect(await counted()).toEqual(inState(state));
  });
});

describe('institutions', () => {
  it('are known as accounts told of them last', async () => {
    await publish(changed(2, ['pharmacy']), changed(1, [], '昔の名前'));
    await heard(2);
    expect(await service.ask('SELECT id, version, name, permissions FROM reporting.institutions')).toEqual([
      { id: 'i-1', version: 2, name: 'サンプル薬局', permissions: ['pharmacy'] },
    ]);
    await publish(changed(3, ['medical', 'pharmacy']));
    await heard(3);
    expect(await service.ask('SELECT permissions FROM reporting.institutions')).toEqual([
      { permissions: ['medical', 'pharmacy'] },
    ]);
  });
});
