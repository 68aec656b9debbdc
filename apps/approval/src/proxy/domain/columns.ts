import { applicationFields, applicationKeys, type ApplicationKey } from '@todoke/application-form';
import { matchKey } from '@todoke/japan';

/** A row of a file as it was typed, by items. */
export type TypedRow = Readonly<Record<ApplicationKey, string>>;

/** The names of the columns: the labels of the form, in its order. */
export const columnNames = applicationKeys.map((key) => applicationFields[key].label);

/** Where the column of each item stands, from 0 on. */
export type Places = Readonly<Record<ApplicationKey, number>>;

/** Where the columns stand, or what is wrong with the header, in Japanese sentences. */
export type ReadHeader =
  { readonly ok: true; readonly places: Places } | { readonly ok: false; readonly faults: readonly string[] };

/** Names are the same in either width, with blanks, and with a mark for what is required: 電話番号*, 電話番号（必須）. */
const plain = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/\s+/gu, '')
    .replace(/^[*※]|[*※]$|\((?:必須|任意)\)$/gu, '');

const keyOf = new Map(applicationKeys.map((key) => [plain(applicationFields[key].label), key]));

/** Names that one message tells, and how much of each. */
const namedAtMost = 20;
const longestNamed = 30;

const named = (names: readonly string[]): string => {
  const shown = names.slice(0, namedAtMost).map((name) => `「${name.slice(0, longestNamed)}」`);
  return `${shown.join('')}${names.length > namedAtMost ? `（ほか${names.length - namedAtMost}個）` : ''}`;
};

/**
 * Reads the first row of a file: each column once, in any order. Blank cells after the last name are left out.
 */
export function readHeader(cells: readonly string[]): ReadHeader {
  const told = withoutBlankEnd(cells);
  const keys = told.map((name) => keyOf.get(plain(name)));
  if (keys.every((key) => key === undefined)) return { ok: false, faults: [noHeader(told)] };
  const missing = applicationKeys.filter((key) => !keys.includes(key)).map((key) => applicationFields[key].label);
  const unknown = told.filter((_, at) => keys[at] === undefined).map((name) => name.trim() || '（空欄）');
  const twice = applicationKeys
    .filter((key) => keys.indexOf(key) !== keys.lastIndexOf(key))
    .map((key) => applicationFields[key].label);
  const faults = [
    ...(missing.length > 0 ? [`1行目に次の列名がありません：${named(missing)}`] : []),
    ...(unknown.length > 0 ? [`1行目の次の列名は使えません：${named(unknown)}`] : []),
    ...(twice.length > 0 ? [`1行目に次の列名が2回以上あります：${named(twice)}`] : []),
  ];
  if (faults.length > 0) return { ok: false, faults };
  return { ok: true, places: Object.fromEntries(keys.map((key, at) => [key, at])) as Places };
}

function noHeader(told: readonly string[]): string {
  const separator = told.length === 1 ? /[\t;]/u.exec(told[0] ?? '')?.[0] : undefined;
  return separator === undefined
    ? '1行目に列名がありません。サンプルファイルの1行目をそのまま使ってください。'
    : '列がカンマ（,）で区切られていません。「CSV（カンマ区切り）」の形式で保存してください。';
}

/** Cells without the blank ones at the end, as spreadsheets add them. */
export function withoutBlankEnd(cells: readonly string[]): readonly string[] {
  let length = cells.length;
  while (length > 0 && (cells[length - 1] ?? '').trim() === '') length -= 1;
  return cells.slice(0, length);
}

/** A row by its items; options by their values, where they are told by their labels. */
export const typedRow = (cells: readonly string[], places: Places): TypedRow =>
  Object.fromEntries(applicationKeys.map((key) => [key, valueOf(key, cells[places[key]] ?? '')])) as TypedRow;

const valueOf = (key: ApplicationKey, cell: string): string => optionsOf.get(key)?.get(matchKey(cell)) ?? cell;

/** An option is told by its label or its value: 鹿児島県, 鹿児島, 46; 薬局; 1. A spreadsheet drops the zero of 01. */
const namesOf = (
  key: ApplicationKey,
  { value, label }: { readonly value: string; readonly label: string },
): string[] => [
  label,
  value,
  value.replace(/^0/, ''),
  ...(key === 'prefecture' ? [label.replace(/[都府県]$/u, '')] : []),
];

/** Item → what an option may be called → its value. */
const optionsOf: ReadonlyMap<ApplicationKey, ReadonlyMap<string, string>> = new Map(
  applicationKeys.map((key) => {
    const { options = [] } = applicationFields[key];
    const named = options.flatMap((option) =>
      namesOf(key, option).map((name): [string, string] => [matchKey(name), option.value]),
    );
    return [key, new Map(named)];
  }),
);
