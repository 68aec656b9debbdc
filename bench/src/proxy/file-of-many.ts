import type { Visitor } from '@todoke/testing';

const samplePath = '/proxy-applications/samples/utf-8.csv';

/** The cells of a line of the sample, in which no cell has a comma or a line break. */
const cellsIn = (line: string): string[] =>
  line
    .replace(/^\uFEFF/, '')
    .split(',')
    .map((cell) => cell.replaceAll('"', '').trim());

/** A CSV file with so many different institutions, made after the sample that the official can download. */
export async function fileOfMany(visitor: Visitor, count: number): Promise<string> {
  const [names = '', example = ''] = (await visitor.get(samplePath)).html.split('\r\n');
  const columns = cellsIn(names);
  const told = cellsIn(example);
  const line = (serial: number): string => {
    const own: Readonly<Record<string, string>> = {
      機関名: `第${serial}さくら薬局`,
      機関コード: `K${serial}`,
      機関判別区分: '2',
      保険機関コード: '',
      '町名・番地': `鴨池新町${serial}番`,
      メールアドレス: `yakkyoku-${serial}@example.jp`,
    };
    return columns.map((column, at) => own[column] ?? told[at] ?? '').join(',');
  };
  return `${[columns.join(','), ...Array.from({ length: count }, (_, at) => line(at + 1))].join('\r\n')}\r\n`;
}
