import {
  type Application as Items,
  applicationFields,
  applicationKeys,
  type ApplicationKey,
  applicationSchema,
  warnings,
} from '@todoke/application-form';
import { findPrefecture, prefectureName } from '@todoke/japan';
import { type Places, type TypedRow, typedRow, withoutBlankEnd } from './columns.js';
import type { ReadRow } from './read-file.js';

/** What officials read of a row, under the label of its column; of the whole row without one. */
export interface Note {
  readonly column?: string;
  readonly text: string;
}

/** A row that can be filed, or what is wrong with it. */
export type JudgedRow =
  | { readonly row: number; readonly kind: 'ready'; readonly items: Items; readonly notes: readonly Note[] }
  | { readonly row: number; readonly kind: 'faulty'; readonly name: string; readonly notes: readonly Note[] };

/**
 * Judges a row as the form does, with all that is wrong at once.
 * @param prefecture of the official, two digits: a row of another one is refused
 * @param places of the columns of its file
 */
export function judgeRow({ row, cells }: ReadRow, places: Places, prefecture: string): JudgedRow {
  const typed = typedRow(cells, places);
  const faulty = (notes: readonly Note[]): JudgedRow => ({ row, kind: 'faulty', name: nameOf(typed), notes });
  const columns = applicationKeys.length;
  if (cells.length < columns || withoutBlankEnd(cells).length > columns)
    return faulty([{ text: `列の数が${cells.length}です（正しくは${columns}）。` }]);
  const told = findPrefecture(typed.prefecture)?.code;
  if (told !== undefined && told !== prefecture) return faulty([elsewhere(told, prefecture)]);
  const parsed = applicationSchema.safeParse(typed);
  if (!parsed.success) return faulty(faultsIn(parsed.error.issues, typed));
  return {
    row,
    kind: 'ready',
    items: parsed.data,
    notes: warnings(parsed.data).map(({ field, message }) => ({
      column: applicationFields[field].label,
      text: message,
    })),
  };
}

const elsewhere = (told: string, own: string): Note => ({
  column: applicationFields.prefecture.label,
  text: `${prefectureName(told)}の機関です。代理申請ができるのは、管轄する${prefectureName(own)}の機関だけです。`,
});

/** The first of each item, in the order of the form. */
function faultsIn(
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
  typed: TypedRow,
): Note[] {
  return applicationKeys.flatMap((key) => {
    const found = issues.find(({ path }) => path[0] === key);
    if (found === undefined) return [];
    return [{ column: applicationFields[key].label, text: found.message + lostBySpreadsheet(key, typed[key]) }];
  });
}

/** Digits of numbers that begin with 0 in some places or always. */
const lengths: Readonly<Partial<Record<ApplicationKey, readonly number[]>>> = {
  phone: [10],
  departmentPhone: [10],
  insuranceCode: [10],
  postalCode: [7],
};

/** A spreadsheet drops zeros at the beginning, and writes long numbers as powers of ten. */
function lostBySpreadsheet(key: ApplicationKey, typed: string): string {
  const cell = typed.trim();
  if (/^\d(?:\.\d+)?e\+?\d+$/i.test(cell)) return '表計算ソフトで数字が指数の形（例：9.93E+08）に変わっています。';
  const lost = /^[1-9]\d*$/.test(cell) && lengths[key]?.includes(cell.length + 1) === true;
  return lost ? '表計算ソフトで先頭の0が失われていないか確かめてください。' : '';
}

/** As it is listed, whatever was typed. */
const nameOf = ({ institutionName }: TypedRow): string =>
  [
    ...institutionName
      .toWellFormed()
      .replace(/[\u0000-\u001f\u007f]/g, ' ')
      .trim(),
  ]
    .slice(0, applicationFields.institutionName.maxLength)
    .join('');
