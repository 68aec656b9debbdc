import { encodeCp932 } from '@todoke/japan';
import { cellsOf, csvOf, fileOf, header } from '../../../test/proxy-csv.js';
import { typedRow } from './columns.js';
import { fileLimits, readFile } from './read-file.js';

const read = (text: string) => readFile(Buffer.from(text));
const typedIn = (bytes: Uint8Array) => {
  const file = readFile(bytes);
  return file.ok ? file.rows.map(({ cells }) => typedRow(cells, file.places)) : file.faults;
};
const faultsOf = (bytes: Uint8Array): readonly string[] => {
  const file = readFile(bytes);
  return file.ok ? [] : file.faults;
};
const faults = (text: string) => faultsOf(Buffer.from(text));

describe('A CSV file of proxy applications (R74)', () => {
  const text = fileOf([cellsOf(1, { institutionName: '髙﨑薬局①' })]);
  it.each([
    ['UTF-8', Buffer.from(text), 'utf-8'],
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${text}`), 'utf-8'],
    ['CP932, as Excel writes it', encodeCp932(text), 'cp932'],
    ['lines that end with LF', Buffer.from(text.replaceAll('\r\n', '\n')), 'utf-8'],
  ])('is read in %s', (_, bytes, encoding) => {
    expect(readFile(bytes)).toMatchObject({ ok: true, encoding, rows: [{ row: 2 }] });
    expect(typedIn(bytes)).toMatchObject([
      { institutionName: '髙﨑薬局①', institutionType: 'pharmacy', prefecture: '46' },
    ]);
  });

  it('counts rows as a spreadsheet does: a cell may have several lines, and blank rows are passed over', () => {
    const blank = header.map(() => '');
    const file = read(fileOf([cellsOf(1, { building: 'ビル\r\n１階' }), blank, cellsOf(2)]));
    expect(file.ok && file.rows.map(({ row }) => row)).toEqual([2, 4]);
  });

  it('may have its columns in any order, with marks and blanks around their names', () => {
    const marked = header.map((name) => ` ${name}＊`.replace('＊', name === '電話番号' ? '（必須）' : '*'));
    const reversed = [marked.toReversed(), cellsOf(3).toReversed()];
    expect(typedIn(Buffer.from(csvOf(reversed)))).toMatchObject([{ institutionName: '第3薬局' }]);
  });

  it('says which columns are missing, unknown and there twice', () => {
    const wrong = [...header.filter((name) => name !== '電話番号' && name !== '建物名'), 'ＦＡＸ番号', '市区町村'];
    expect(faults(csvOf([wrong, wrong]))).toEqual([
      '1行目に次の列名がありません：「電話番号」「建物名」',
      '1行目の次の列名は使えません：「ＦＡＸ番号」',
      '1行目に次の列名が2回以上あります：「市区町村」',
    ]);
  });

  it.each([
    ['nothing', '', 'ファイルの中身がありません。'],
    ['no header', csvOf([cellsOf(1)]), '1行目に列名がありません。サンプルファイルの1行目をそのまま使ってください。'],
    [
      'tabs',
      header.join('\t'),
      '列がカンマ（,）で区切られていません。「CSV（カンマ区切り）」の形式で保存してください。',
    ],
    ['a header alone', csvOf([header]), '列名のほかに行がありません。'],
    ['broken quotes', `${csvOf([header])}"薬局`, '2行目の1列目：引用符（"）が閉じられていません。'],
    [
      'too many rows',
      fileOf(fileLimits.rows + 1),
      '行が多すぎます。一つのファイルは10,000行までです。ファイルを分けてください。',
    ],
  ])('is refused with %s', (_, content, said) => {
    expect(faults(content)).toEqual([said]);
  });

  it('is refused where it is no CSV, or too large', () => {
    expect(faultsOf(Buffer.from('PK\u0003\u0004…'))).toEqual([expect.stringContaining('CSVではないファイルです')]);
    expect(faultsOf(Buffer.from('\uFEFF機関名', 'utf16le'))).toEqual([expect.stringContaining('UTF-16')]);
    const neither = Buffer.concat([Buffer.from(csvOf([header])), Buffer.from([0xff, 0xfe, 0xff])]);
    expect(faultsOf(neither)).toEqual(['2行目：文字コードがUTF-8でもShift_JISでもありません。']);
    expect(faultsOf(Buffer.alloc(fileLimits.bytes + 1, 0x20))).toEqual([expect.stringContaining('10MBまでです')]);
  });
});
