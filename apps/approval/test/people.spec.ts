import { personChanged } from '@todoke/events';
import { again, eventually, exampleEvent } from '@todoke/testing';
import { colleaguesOf, namesOf } from '../src/people/index.js';
import type { Official } from '../src/reviews/domain/official.js';
import { running, type Running } from './running.js';
import { centre, friday, kagoshima, secretariat, tokushima } from './samples.js';

let service: Running;

beforeAll(async () => {
  service = await running();
});
afterAll(() => service.stop());
beforeEach(() => service.ask('TRUNCATE approval.people'));

type Told = Parameters<typeof exampleEvent<typeof personChanged>>[1];

const told = (person: string, version: number, data: NonNullable<Told>['data'] = {}) =>
  exampleEvent(personChanged, {
    id: person,
    version,
    occurredAt: friday,
    data: { person, role: 'prefecture', prefecture: '46', name: `${person}さん`, ...data },
  });

const names = async (official: Official, ...subs: string[]) =>
  Object.fromEntries(await service.databases.forOfficial(official, (tx) => namesOf(tx, subs)));

const stored = () => service.ask('SELECT id, version, role, name, area FROM approval.people ORDER BY id');

it('officials are kept by their newest facts, told twice or late; institutions are not', async () => {
  const [first, second] = [told('yamada', 1, { name: '山田' }), told('yamada', 2, { name: '山田（薬務課）' })];
  const institution = told('institution', 1, { role: 'institution', institution: 'i' });
  const area = told('centre', 1, { role: 'health-centre', area: ['462012'], name: '鹿児島保健所' });
  for (const event of [second, first, again(second), institution, area]) await service.nats.publishAs(event);
  await eventually(async () =>
    expect(await stored()).toEqual([
      { id: 'centre', version: 1, role: 'health-centre', name: '鹿児島保健所', area: ['46201'] },
      { id: 'yamada', version: 2, role: 'prefecture', name: '山田（薬務課）', area: [] },
    ]),
  );
});

describe('with people of two prefectures', () => {
  beforeEach(async () => {
    await service.ask(
      `INSERT INTO approval.people (id, version, role, prefecture, area, name, login_id, active) VALUES
         ('yamada', 1, 'prefecture', '46', '{}', '山田', NULL, true),
         ('nameless', 1, 'prefecture', '46', '{}', NULL, 'abc12345', true),
         ('left', 1, 'prefecture', '46', '{}', '去った人', NULL, false),
         ('centre', 1, 'health-centre', '46', '{46201}', '鹿児島保健所', NULL, true),
         ('sato', 1, 'prefecture', '36', '{}', '佐藤', NULL, true),
         ('desk', 1, 'secretariat', NULL, '{}', '事務局の人', NULL, true)`,
    );
  });

  it('a name is shown within its own prefecture, elsewhere the word of the role (R158)', async () => {
    const asked = ['yamada', 'nameless', 'left', 'sato', 'desk', 'unknown'];
    expect(await names(kagoshima, ...asked)).toEqual({
      yamada: '山田',
      nameless: 'abc12345',
      left: '去った人',
      sato: '都道府県の担当者',
      desk: '事務局の担当者',
      unknown: '担当者',
    });
    expect(await names(tokushima, 'yamada', 'sato')).toEqual({ yamada: '都道府県の担当者', sato: '佐藤' });
    expect(await names(centre, 'yamada')).toEqual({ yamada: '山田' });
    expect(await names(secretariat, 'yamada', 'desk')).toEqual({
      yamada: '都道府県の担当者',
      desk: '事務局の担当者',
    });
  });

  it('colleagues are those of the own prefecture who can sign in (R158)', async () => {
    const colleagues = async (official: Official) =>
      (await service.databases.forOfficial(official, colleaguesOf)).map(({ sub }) => sub);
    expect((await colleagues(kagoshima)).sort()).toEqual(['centre', 'nameless', 'yamada']);
    expect(await colleagues(tokushima)).toEqual(['sato']);
    expect(await colleagues(secretariat)).toEqual([]);
  });
});
