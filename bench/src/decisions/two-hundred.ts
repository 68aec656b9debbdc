import { applicationSubmitted, type DataOf, type Envelope } from '@todoke/events';
import { checkDigitOf } from '@todoke/japan';
import { exampleEvent } from '@todoke/testing';

type Items = DataOf<typeof applicationSubmitted>['items'];

let made = 0;

/** What makes an application doubtful; three of twenty are. */
const doubts: readonly ((items: Items, before: Items) => Items)[] = [
  // A mistyped check digit.
  (items) => ({ ...items, insuranceCode: otherLastDigit(items.insuranceCode ?? '') }),
  // The same institution once more.
  (items, before) => ({ ...items, institutionName: before.institutionName, insuranceCode: before.insuranceCode }),
  // A postal code of another town.
  (items) => ({ ...items, postalCode: '7708570' }),
];

const otherLastDigit = (code: string): string => code.slice(0, 9) + String((Number(code.slice(9)) + 1) % 10);

/** Applications of one prefecture, 15 of a hundred of them doubtful, as registration announces them. */
export function applicationsOf(count: number): Envelope[] {
  const events: Envelope[] = [];
  let before: Items | undefined;
  for (let index = 0; index < count; index += 1) {
    made += 1;
    const items = plain(made);
    const doubt = index % 20 < 17 ? undefined : doubts[index % 20 - 17];
    const number = `APF-${String(made).padStart(8, '0')}`;
    const written = doubt === undefined ? items : doubt(items, before ?? items);
    const occurredAt = new Date(Date.UTC(2026, 10, 16) + made * 60_000);
    const data = { number, prefecture: '46', items: written, address: items.email };
    events.push(exampleEvent(applicationSubmitted, { id: number, version: 1, occurredAt, data }));
    before = items;
  }
  return events;
}

function plain(serial: number): Items {
  const payload = `464${String(serial).padStart(6, '0')}`;
  return {
    ...exampleEvent(applicationSubmitted).data.items,
    institutionName: `さくら第${serial}薬局`,
    institutionType: 'pharmacy',
    institutionCode: undefined,
    codeHolding: '1',
    insuranceCode: payload + checkDigitOf(payload),
    phone: '0992862707',
    departmentPhone: '0992862707',
    postalCode: '8908577',
    prefecture: '46',
    municipality: '鹿児島市',
    street: `鴨池新町${serial}番地`,
    building: undefined,
    email: `yakkyoku-${serial}@example.jp`,
  };
}
