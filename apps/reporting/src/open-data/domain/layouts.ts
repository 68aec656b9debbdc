import type { Column, Format, Layout, Place } from './layout.js';

type Day = readonly [key: string, word: string];

const week: readonly Day[] = [
  ['mon', '月'],
  ['tue', '火'],
  ['wed', '水'],
  ['thu', '木'],
  ['fri', '金'],
  ['sat', '土'],
  ['sun', '日'],
];
const weekAndHolidays: readonly Day[] = [...week, ['hol', '祝']];

const text = (atMost: number): Format => ({ kind: 'text', atMost });
const digits = (length: number): Format => ({ kind: 'digits', length });
const flag: Format = { kind: 'flag' };
const count: Format = { kind: 'count' };
const degrees: Format = { kind: 'degrees' };
const time: Format = { kind: 'time' };

const fact = (id: 'id' | 'kind'): Place => ({ in: 'institution', fact: id });
const column = (name: string, format: Format, key: string): Column => ({ name, format, place: { in: 'item', key } });
const needed = (of: Column): Column => ({ ...of, needed: true });

const id: Column = { name: 'ID', format: { kind: 'id' }, place: fact('id'), needed: true };
const kind: Column = { name: '機関区分', format: digits(1), place: fact('kind'), needed: true };
const prefecture = needed(column('都道府県コード', digits(2), 'prefecture_code'));
const place: readonly Column[] = [
  kind,
  prefecture,
  column('市区町村コード', digits(3), 'city_code'),
  column('所在地', text(400), 'address'),
  column('所在地座標（緯度）', degrees, 'latitude'),
  column('所在地座標（経度）', degrees, 'longitude'),
];

/** 1–13 of all but pharmacies. */
const basics: readonly Column[] = [
  id,
  needed(column('正式名称', text(200), 'name')),
  column('正式名称（フリガナ）', text(200), 'name_kana'),
  column('略称', text(200), 'short_name'),
  column('略称（フリガナ）', text(200), 'short_name_kana'),
  column('英語表記（ローマ字表記）', text(200), 'name_en'),
  ...place,
  column('案内用ホームページアドレス', text(300), 'website'),
];

const weekly = (name: (day: string) => string, days: readonly Day[], key = 'closed_weekly'): Column[] =>
  days.map(([row, word]) => ({ name: name(word), format: flag, place: { in: 'grid', key, row, column: 'open' } }));

const nthWeek = (name: (week: number, day: string) => string): Column[] =>
  [1, 2, 3, 4, 5].flatMap((nth) =>
    week.map(([row, word]): Column => ({
      name: name(nth, word),
      format: flag,
      place: { in: 'grid', key: 'closed_nth_week', row, column: `w${nth}` },
    })),
  );

/** The days off of all but pharmacies. @param off 休診, or 休業 */
const daysOff = (off: string): Column[] => [
  ...weekly((day) => `毎週決まった曜日に${off}（${day}）`, week),
  ...nthWeek((nth, day) => `決まった週に${off}（定期週）第${nth}週（${day}）`),
  column(`祝日に${off}`, flag, 'open_holiday'),
  column(`その他の${off}日（gw、お盆等）`, { ...text(2_000), lines: true } as Format, 'closed_other'),
];

const beds = (...names: readonly (readonly [key: string, name: string])[]): Column[] => [
  ...names.map(([key, name]) => column(name, count, key)),
  { name: '合計病床数', format: count, place: { in: 'item', key: 'beds_total', computed: true } },
];
const careBeds = [
  ['beds_general', '一般病床'],
  ['beds_care', '療養病床'],
  ['beds_care_medical', '療養病床のうち医療保険適用'],
  ['beds_care_nursing', '療養病床のうち介護保険適用'],
] as const;

/** Beginning and end of each day in each slot of a table, slot by slot. */
const slots = (key: string, most: number, name: string): Column[] =>
  Array.from({ length: most }, (_, at) => String(at + 1)).flatMap((slot) =>
    weekAndHolidays.flatMap(([day, word]): Column[] => [
      {
        name: `${word}_${name}${slot}_開始時間`,
        format: time,
        place: { in: 'slot', key, slot, column: `${day}_open` },
      },
      {
        name: `${word}_${name}${slot}_終了時間`,
        format: time,
        place: { in: 'slot', key, slot, column: `${day}_close` },
      },
    ]),
  );

const ofDepartment = (name: string, format: Format, key: string): Column => ({
  name,
  format,
  place: { in: 'department', column: key },
});

const departments: readonly Column[] = [
  id,
  needed(ofDepartment('診療科目コード', digits(5), 'code')),
  ofDepartment('診療科目名', text(200), 'name'),
  needed(ofDepartment('診療時間帯', { kind: 'slot', atMost: 3 }, 'slot')),
  ...weekAndHolidays.flatMap(([day, word]) => [
    ofDepartment(`${word}_診療開始時間`, time, `${day}_open`),
    ofDepartment(`${word}_診療終了時間`, time, `${day}_close`),
  ]),
  ...weekAndHolidays.flatMap(([day, word]) => [
    ofDepartment(`${word}_外来受付開始時間`, time, `${day}_reception_open`),
    ofDepartment(`${word}_外来受付終了時間`, time, `${day}_reception_close`),
  ]),
];

const pharmacy: readonly Column[] = [
  id,
  needed(column('名称', text(200), 'name')),
  column('フリガナ', text(200), 'name_kana'),
  column('ローマ字', text(200), 'name_en'),
  ...place,
  column('薬局のホームページアドレス', text(300), 'website'),
  ...weekly((day) => `営業日（${day}）`, weekAndHolidays, 'business_days'),
  ...weekly((day) => `定期閉店毎週（${day}）`, weekAndHolidays),
  ...nthWeek((nth, day) => `定期閉店第${'０１２３４５'[nth] ?? ''}週（${day}）`),
  column('祝日', flag, 'open_holiday'),
  column('その他の閉店日（gw、お盆等）', { ...text(2_000), lines: true } as Format, 'closed_other'),
  ...slots('opening_hours', 4, '開店時間帯'),
];

const medical = { scheme: 'medical' } as const;
const hospital = { ...medical, type: 'hospital', kind: '1' } as const;
const clinic = { ...medical, type: 'clinic', kind: '2' } as const;
const dentist = { ...medical, type: 'dental-clinic', kind: '3' } as const;
const midwifery = { ...medical, type: 'midwifery-centre', kind: '4' } as const;
const perFacility = { per: 'facility' } as const;
const perDepartment = { per: 'department', columns: departments } as const;

/** All files of the open data. Their names and columns are the ministry's. */
export const layouts: readonly Layout[] = [
  {
    slug: '01-1_hospital_facility_info',
    title: '病院（施設票）',
    ...hospital,
    ...perFacility,
    columns: [
      ...basics,
      ...daysOff('休診'),
      ...beds(
        ...careBeds,
        ['beds_mental', '精神病床'],
        ['beds_tuberculosis', '結核病床'],
        ['beds_infection', '感染症病床'],
      ),
    ],
  },
  { slug: '01-2_hospital_speciality_hours', title: '病院（診療科・診療時間票）', ...hospital, ...perDepartment },
  {
    slug: '02-1_clinic_facility_info',
    title: '診療所（施設票）',
    ...clinic,
    ...perFacility,
    columns: [...basics, ...daysOff('休診'), ...beds(...careBeds)],
  },
  { slug: '02-2_clinic_speciality_hours', title: '診療所（診療科・診療時間票）', ...clinic, ...perDepartment },
  {
    slug: '03-1_dental_facility_info',
    title: '歯科診療所（施設票）',
    ...dentist,
    ...perFacility,
    columns: [...basics, ...daysOff('休診')],
  },
  { slug: '03-2_dental_speciality_hours', title: '歯科診療所（診療科・診療時間票）', ...dentist, ...perDepartment },
  {
    slug: '04_maternity_home',
    title: '助産所',
    ...midwifery,
    ...perFacility,
    columns: [
      ...basics,
      ...daysOff('休業'),
      ...slots('work_hours', 3, '就業時間帯'),
      ...slots('reception_hours', 3, '外来受付時間帯'),
    ],
  },
  {
    slug: '05_pharmacy',
    title: '薬局',
    scheme: 'pharmacy',
    type: 'pharmacy',
    kind: '5',
    ...perFacility,
    columns: pharmacy,
  },
];

export const layoutNamed = (slug: string): Layout | undefined => layouts.find((layout) => layout.slug === slug);
