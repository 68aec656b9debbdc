import {
  accountIssued,
  accountVoided,
  applicationApproved,
  applicationClosed,
  applicationRejected,
  applicationSubmitted,
  institutionChanged,
  permissionGranted,
  personChanged,
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
  const known = (fields: string) => service.ask(`SELECT ${fields} FROM reporting.institutions`);

  it('are known as accounts told of them last, whole (R154)', async () => {
    await publish(changed(2, ['pharmacy']), changed(1, [], '昔の名前'));
    await heard(2);
    expect(await known('id, version, name, permissions')).toEqual([
      { id: 'i-1', version: 2, name: 'サンプル薬局', permissions: ['pharmacy'] },
    ]);
    expect(
      await known(`municipality_code, municipality, location, phone, insurance_code, has_account, area, search_key,
                   known_since::text`),
    ).toEqual([
      {
        municipality_code: '46201',
        municipality: '鹿児島市',
        location: '鹿児島県鹿児島市鴨池新町１０番１号',
        phone: '0992862707',
        insurance_code: '4640101230',
        has_account: true,
        area: '',
        search_key: 'さんぷる薬局',
        known_since: '2026-11-20',
      },
    ]);
    await publish(changed(3, ['medical', 'pharmacy']));
    await heard(3);
    expect(await known('permissions')).toEqual([{ permissions: ['medical', 'pharmacy'] }]);
  });

  it('are in the area of the plan in force, and have been known since the first day on which they were', async () => {
    await service.ask(
      `INSERT INTO reporting.institutions_areas (plan, code, name, search_key, prefecture, valid_from, valid_until)
       VALUES ('7', '4699', '昔', '昔', '46', '2018-04-01', '2024-03-31'),
              ('8', '4601', '鹿児島', '鹿児島', '46', '2024-04-01', NULL)`,
    );
    await service.ask(
      `INSERT INTO reporting.institutions_area_municipalities (plan, municipality, code)
       VALUES ('7', '46201', '4699'), ('8', '46201', '4601')`,
    );
    const of = (version: number, day: string) =>
      exampleEvent(institutionChanged, {
        version,
        data: { institution: 'i-1' },
        occurredAt: new Date(`${day}T08:59:00+09:00`),
      });
    await publish(of(2, '2026-11-20'), of(1, '2026-10-01'), again(of(1, '2026-10-01')));
    await heard(3);
    expect(await known('area, area_name, area_plan, version, known_since::text')).toEqual([
      { area: '4601', area_name: '鹿児島', area_plan: '8', version: 2, known_since: '2026-10-01' },
    ]);
  });

  it('keep the names that they had, each once, told twice and backwards', async () => {
    const events = [
      changed(4, [], '新しい名前'),
      changed(3, [], '新しい名前'),
      changed(2, []),
      changed(1, [], '昔の名前'),
    ];
    await publish(...events, ...events.map(again));
    await heard(8);
    const names = await service.ask<{ name: string }>('SELECT name FROM reporting.institutions_names ORDER BY version');
    const each = names.filter(({ name }, at) => name !== names[at - 1]?.name);
    expect(each.map(({ name }) => name)).toEqual(['昔の名前', 'サンプル薬局', '新しい名前']);
  });
});

describe('people who sign in for institutions', () => {
  it('are known as accounts told of them last', async () => {
    const person = (version: number, addresses: string[], active = true) =>
      exampleEvent(personChanged, {
        version,
        data: { person: 'p-1', role: 'institution', institution: 'i-1', addresses, active },
      });
    const events = [person(2, ['new@example.jp']), person(1, ['old@example.jp'])];
    await publish(...events, ...events.map(again));
    await heard(4);
    expect(
      await service.ask('SELECT id, version, role, institution, addresses, active FROM reporting.institutions_people'),
    ).toEqual([
      { id: 'p-1', version: 2, role: 'institution', institution: 'i-1', addresses: ['new@example.jp'], active: true },
    ]);
  });
});
