import type { Values } from '@todoke/forms';
import type { Fault } from './broken-file.js';
import { type FacilityId, readFacilityId } from './facility-id.js';
import type { Layout } from './layout.js';
import type { Candidates, Doubt, Match, Told } from './match.js';
import type { ReadRow } from './reader.js';
import { valuesOf } from './record.js';

/** What becomes of a row of a file. */
export const outcomes = {
  matched: '取込予定',
  taken: '取込済',
  doubtful: '要確認',
  unknown: '該当なし',
  faulty: '誤り',
  held: '保留',
  repeated: '重複',
  elsewhere: '対象外',
  older: '取込済より古い',
} as const;

export type Outcome = keyof typeof outcomes;

/** A row of a file, and what became of it. */
export interface ImportedRow {
  /** As a spreadsheet counts: the header is 1. */
  readonly row: number;
  readonly facility: string;
  readonly name: string;
  readonly outcome: Outcome;
  readonly institution?: string | undefined;
  /** A sentence, or blank. */
  readonly note: string;
  /** What the row, and those of the same facility after it, tell. */
  readonly values?: Values | undefined;
}

/** Where the institutions of a file are looked for. */
export interface Directory {
  /** Those of one kind in one prefecture. */
  of(prefecture: string): Candidates;
  /** The name of an institution of the directory. */
  nameOf(institution: string): string;
  /** The row of the file that meant an institution before, and notes that another does. */
  firstRow(institution: string, row: number): number;
}

/** Whose institutions are taken: a prefecture's, or all. */
export type Scope = string | undefined;

/**
 * What becomes of the rows of one facility, which follow one another. Its facts are taken over whole or not at all.
 * @param rows all have the same ID
 */
export function judgeFacility(
  layout: Layout,
  rows: readonly ReadRow[],
  scope: Scope,
  directory: Directory,
): ImportedRow[] {
  const base = (row: ReadRow) => ({ row: row.row, facility: row.cells[0] ?? '', name: nameIn(layout, row.cells) });
  const [first] = rows;
  if (first === undefined) return [];
  const id = readFacilityId(first.cells[0] ?? '');
  if (id !== undefined && scope !== undefined && id.prefecture !== scope)
    return rows.map((row) => ({ ...base(row), outcome: 'elsewhere', note: '他の都道府県の機関です。' }));
  if (rows.some(({ faults }) => faults.length > 0)) {
    return rows.map((row) =>
      row.faults.length > 0
        ? { ...base(row), outcome: 'faulty', note: faultsText(row.faults) }
        : { ...base(row), outcome: 'held', note: '同じ機関の別の行に誤りがあるため、取り込みません。' },
    );
  }
  const told = toldIn(layout, first.cells, id as FacilityId);
  const match = directory.of(told.prefecture).match(told);
  if (match.kind !== 'matched') return rows.map((row) => ({ ...base(row), ...refused(match, told, directory) }));
  const { institution, by } = match;
  const earlier = directory.firstRow(institution, first.row);
  if (earlier !== first.row)
    return rows.map((row) => ({ ...base(row), outcome: 'repeated', note: `${earlier}行目と同じ機関です。` }));
  const note = by === 'code' ? '機関コードが一致しました。' : '名称と所在地が一致しました。';
  const values = valuesOf(
    layout,
    rows.map(({ cells }) => cells),
  );
  return rows.map((row) => ({
    ...base(row),
    outcome: 'matched',
    institution,
    note,
    ...(row === first && { values }),
  }));
}

const shownFaults = 3;

function faultsText(faults: readonly Fault[]): string {
  const shown = faults
    .slice(0, shownFaults)
    .map(({ column, fault }) => (column === undefined ? fault : `「${column}」${fault}`));
  const more = faults.length > shownFaults ? `（ほか${faults.length - shownFaults}件）` : '';
  return `${shown.join('、')}${more}。`;
}

const cellNamed = ({ columns }: Layout, cells: readonly string[], key: string): string | undefined => {
  const at = columns.findIndex(({ place }) => place.in === 'item' && place.key === key);
  return at === -1 ? undefined : cells[at];
};

const nameIn = (layout: Layout, cells: readonly string[]): string => cellNamed(layout, cells, 'name') ?? '';

const toldIn = (layout: Layout, cells: readonly string[], { prefecture, code }: FacilityId): Told => ({
  prefecture,
  code,
  name: cellNamed(layout, cells, 'name'),
  cityCode: cellNamed(layout, cells, 'city_code'),
  address: cellNamed(layout, cells, 'address'),
});

function refused(match: Exclude<Match, { kind: 'matched' }>, told: Told, directory: Directory) {
  if (match.kind === 'unknown')
    return { outcome: 'unknown', note: '医療機関マスタに該当する機関がありません。' } as const;
  const named = match.institutions.map((id) => `「${directory.nameOf(id)}」`).join('');
  return { outcome: 'doubtful', note: doubtText(match.doubt, told, named) } as const;
}

function doubtText(doubt: Doubt, { code }: Told, named: string): string {
  switch (doubt) {
    case 'code-of-another':
      return `機関コード${code}は、名称も所在地も違う機関のものです。候補：${named}`;
    case 'another-code':
      return `名称と所在地は一致しますが、機関コードが違います。候補：${named}`;
    case 'name-alone':
      return `名称は一致しますが、所在地が違います。候補：${named}`;
    case 'several':
      return `該当する機関が複数あります。候補：${named}`;
  }
}
