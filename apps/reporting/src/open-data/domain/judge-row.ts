import { lengthOf } from '@todoke/japan';
import type { Fault } from './broken-file.js';
import { readFacilityId } from './facility-id.js';
import type { Column, Format, Layout } from './layout.js';

/** What is wrong with a row of a file. None: it can be taken over. @param row as a spreadsheet counts */
export function faultsOf(layout: Layout, cells: readonly string[], row: number): Fault[] {
  const { columns } = layout;
  if (cells.length !== columns.length)
    return [{ row, fault: `列の数が${cells.length}です（正しくは${columns.length}）` }];
  const faults: Fault[] = [];
  for (let at = 0; at < columns.length; at += 1) {
    const column = columns[at] as Column;
    const fault = faultOfCell(column, cells[at] ?? '');
    if (fault !== undefined) faults.push({ row, column: column.name, fault });
  }
  return faults.length > 0 ? faults : faultsOfId(layout, cells, row);
}

/** An ID must say what 機関区分 and 都道府県コード say, and be one of the kind of the file. */
function faultsOfId({ columns, kind, title }: Layout, cells: readonly string[], row: number): Fault[] {
  const [text = ''] = cells;
  const id = readFacilityId(text);
  const fault = (name: string, said: string): Fault => ({ row, column: name, fault: said });
  if (id === undefined) return [fault('ID', '都道府県コード、機関区分、機関コードの順になっていません')];
  if (id.kind !== kind) return [fault('ID', `機関区分が${id.kind}です（${title}は${kind}）`)];
  const told = (name: string): string | undefined => {
    const at = columns.findIndex((column) => column.name === name);
    return at === -1 ? undefined : cells[at];
  };
  const prefecture = told('都道府県コード') ?? id.prefecture;
  if (prefecture !== id.prefecture) return [fault('都道府県コード', `IDの都道府県（${id.prefecture}）と違います`)];
  const own = told('機関区分') ?? id.kind;
  return own === id.kind ? [] : [fault('機関区分', `IDの機関区分（${id.kind}）と違います`)];
}

function faultOfCell({ format, needed }: Column, cell: string): string | undefined {
  if (cell === '') return needed === true ? '空欄です' : undefined;
  return faultOfValue(format, cell);
}

const time = /^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/;
const number = /^\d{1,3}(?:\.\d{1,20})?$/;

function faultOfValue(format: Format, cell: string): string | undefined {
  const unless = (holds: boolean, said: string): string | undefined => (holds ? undefined : said);
  switch (format.kind) {
    case 'text':
      return unless(lengthOf(cell) <= format.atMost, `${format.atMost}文字を超えています`);
    case 'digits':
      return unless(
        cell.length === format.length && /^\d+$/.test(cell),
        `${format.length}桁の数字ではありません（先頭の0が失われていないか、確認してください）`,
      );
    case 'flag':
      return unless(cell === '0' || cell === '1', '0か1ではありません');
    case 'count':
      return unless(/^\d{1,6}$/.test(cell), '数ではありません');
    case 'degrees':
      return unless(number.test(cell), '緯度・経度（十進法の度）ではありません');
    case 'time':
      return unless(time.test(cell), '時刻（例：09:00）ではありません');
    case 'slot':
      return unless(/^[1-9]$/.test(cell) && Number(cell) <= format.atMost, `1から${format.atMost}の数ではありません`);
    case 'id':
      return unless(
        readFacilityId(cell) !== undefined,
        '都道府県コード（2桁）、機関区分（1桁）、機関コードの順になっていません（先頭の0が失われていないか、確認してください）',
      );
  }
}
