import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { byteOrderMark, headerLine, lineOf } from '../src/open-data/domain/csv.js';
import { layoutNamed } from '../src/open-data/domain/layouts.js';

const hospitals = layoutNamed('01-1_hospital_facility_info')!;

/** The ministry's file of hospitals, where it lies beside the project. */
const real = new URL('../../../../shared/data/open-data-hospitals-20250601.csv.gz', import.meta.url);

export const isReal = existsSync(real);

/** Which of the two it is, for the titles of tests. */
export const hospitalsName = isReal
  ? "the ministry's file of hospitals of 1 June 2025"
  : 'a sample of our own, as the real file is not there';

const flags = (weekly: string): string[] => [...weekly, ...Array.from({ length: 35 }, () => ''), '0'];
const blanks = (length: number): string[] => Array.from({ length }, () => '');
const sapporo = ['1', '01', '101', '北海道札幌市中央区北一条西１', '43.055405', '141.333497'];
const naha = ['1', '47', '201', '沖縄県那覇市泉崎１－２', '0.0', '0.0'];

/** Two hospitals as the ministry would write them, of our own making. */
export const sampleRows: readonly (readonly string[])[] = [
  [
    ...['0111010000010', 'さくら病院', 'サクラビョウイン', '', '', 'Sakura Hospital'],
    ...[...sapporo, 'https://sakura.example.jp/', ...flags('1111100'), '01月01日，01月02日（改行）年末'],
    ...['60', '', '', '', '', '', '', '60'],
  ],
  [
    ...['47112', '青い海病院', 'アオイウミビョウイン', '青い海', 'アオイウミ', ''],
    ...[...naha, '', ...blanks(43), '', ...blanks(8)],
  ],
];

/** Its bytes. */
export const hospitalsFile: Buffer = isReal
  ? gunzipSync(readFileSync(real))
  : Buffer.from(byteOrderMark + headerLine(hospitals) + sampleRows.map((cells) => lineOf(hospitals, cells)).join(''));
