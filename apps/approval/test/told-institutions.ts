import { type DataOf, type EventOf, institutionChanged } from '@todoke/events';
import { eventually, exampleEvent } from '@todoke/testing';
import type { Running } from './running.js';

type Told = Partial<DataOf<typeof institutionChanged>>;

/** 鹿児島市のさくら薬局, with a login. */
export const sakura = '8d6f9f6e-0000-4000-8000-000000000001';
/** 徳島市の薬局. */
export const inTokushima = '8d6f9f6e-0000-4000-8000-000000000036';
/** 鹿屋市の診療所, of another health centre. */
export const inKanoya = '8d6f9f6e-0000-4000-8000-000000000002';

/** An event about an institution, as accounts announces it. */
export const told = (institution: string, data: Told, version = 1): EventOf<typeof institutionChanged> =>
  exampleEvent(institutionChanged, { version, data: { institution, ...data } });

export const institutions = [
  told(sakura, {
    name: '医療法人さくら会　髙﨑さくら薬局',
    institutionCode: 'A4601234',
    street: '鴨池新町１０番１号',
  }),
  told(inTokushima, {
    name: '阿波さくら薬局',
    prefecture: '36',
    municipality: '徳島市',
    street: '万代町１丁目１番地',
    location: '徳島県徳島市万代町１丁目１番地',
    insuranceCode: '3641234565',
    phone: '0886212500',
  }),
  told(inKanoya, {
    name: '鹿屋クリニック',
    type: 'clinic',
    municipality: '鹿屋市',
    street: '新川町５番２号',
    location: '鹿児島県鹿屋市新川町５番２号',
    insuranceCode: '4610112345',
    phone: '0994430000',
    hasAccount: false,
  }),
] as const;

/** Lets the desk hear of these institutions. */
export async function tellInstitutions(service: Running): Promise<void> {
  for (const event of institutions) await service.nats.publishAs(event);
  const count = 'SELECT id FROM approval.desk_institutions';
  await eventually(async () => expect(await service.ask(count)).toHaveLength(institutions.length));
}
