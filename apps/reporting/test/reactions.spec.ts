import {
  accountIssued,
  accountVoided,
  applicationApproved,
  applicationClosed,
  applicationRejected,
  applicationSubmitted,
  institutionChanged,
  permissionGranted,
  type Envelope,
} from '@todoke/events';
import { again, eventually, exampleEvent } from '@todoke/testing';
import { running, type Running } from './running.js';

const number = 'APF-00000001';
const about = { number };
const submitted = () => exampleEvent(applicationSubmitted, { version: 1, data: about });
const approved = () => exampleEvent(applicationApproved, { version: 2, data: about });
const rejected = () => exampleEvent(applicationRejected, { version: 2, data: about });
const issued = () => exampleEvent(accountIssued, { version: 3, data: about });
const granted = () => exampleEvent(permissionGranted, { version: 3, data: about });
const closed = () => exampleEvent(applicationClosed, { version: 3, data: { ...about, reason: 'nothing-to-do' } });
const voided = () => exampleEvent(accountVoided, { version: 4, data: about });

const changed = (version: number, permissions: ('medical' | 'pharmacy')[], name = 'サンプル薬局') =>
  exampleEvent(institutionChanged, { version, data: { institution: 'i-1', name, permissions } });

let service: Running;

beforeEach(async () => {
  service = await running();
});

afterEach(() => service.stop());

const publish = async (...events: Envelope[]): Promise<void> => {
  for (const event of events) await service.nats.publishAs(event);
};

const heard = (count: number) =>
  eventually(async () => expect(await service.ask('SELECT event_id FROM reporting.inbox')).toHaveLength(count));
const counted = () => service.ask('SELECT number, prefecture, municipality_code, state FROM reporting.applications');
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

describe('an application that goes back to its prefecture', () => {
  it('waits there again, and what is told late of the round before changes nothing', async () => {
    const back = exampleEvent(applicationSubmitted, { version: 1, data: { ...about, round: 2 } });
    const events = [issued(), back, approved(), submitted()];
    await publish(...events);
    await heard(events.length);
    expect(await counted()).toEqual(inState('waiting'));
    await publish(exampleEvent(applicationApproved, { version: 2, data: { ...about, round: 2 } }));
    await heard(events.length + 1);
    expect(await counted()).toEqual(inState('approved'));
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
