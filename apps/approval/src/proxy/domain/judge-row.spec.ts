import type { ApplicationKey } from '@todoke/application-form';
import { type Cells, cellsOf, header } from '../../../test/proxy-csv.js';
import { readHeader } from './columns.js';
import { judgeRow } from './judge-row.js';

const judgedCells = (cells: readonly string[]) => {
  const columns = readHeader(header);
  if (!columns.ok) throw new Error('the header is wrong');
  return judgeRow({ row: 2, cells }, columns.places, '46');
};
const judged = (changes: Cells) => judgedCells(cellsOf(1, changes));
const itemsOf = (changes: Cells) => {
  const row = judged(changes);
  return row.kind === 'ready' ? row.items : row.notes;
};
const notesOf = (changes: Cells) => judged(changes).notes;

describe('A row of a file of proxy applications (R74)', () => {
  it.each<[string, Cells, Partial<Record<ApplicationKey, string>>]>([
    [
      'in any width',
      { phone: '０９９（２８６）２７０７', postalCode: '〒８９０－８５７７' },
      { phone: '0992862707', postalCode: '8908577' },
    ],
    [
      'with hyphens, brackets and blanks',
      { departmentPhone: '(099) 286-2707 ', insuranceCode: '46-4010123-0' },
      { departmentPhone: '0992862707', insuranceCode: '4640101230' },
    ],
    ['with the tab that keeps their zeros in a spreadsheet', { phone: '\t0992862707' }, { phone: '0992862707' }],
    [
      'and options by label, name or code',
      { prefecture: '46', institutionType: '病院', codeHolding: '２' },
      { prefecture: '46', institutionType: 'hospital', codeHolding: '2' },
    ],
    ['and prefectures without 県', { prefecture: '鹿児島' }, { prefecture: '46' }],
  ])('has its numbers read %s', (_, changes, items) => {
    expect(itemsOf(changes)).toMatchObject(items);
  });

  it('tells all that is wrong at once, each under the name of its column', () => {
    expect(notesOf({ institutionName: '', phone: '12', prefecture: '', codeHolding: '1' })).toEqual([
      { column: '機関名', text: '「機関名」を入力してください。' },
      { column: '電話番号', text: expect.stringContaining('いまは2桁です。') },
      { column: '保険機関コード', text: expect.stringContaining('「機関判別区分」で1を選んだ場合は必須です。') },
      { column: '都道府県', text: '「都道府県」を選んでください。' },
    ]);
  });

  it("is refused where it is another prefecture's", () => {
    expect(notesOf({ prefecture: '徳島県' })).toEqual([
      {
        column: '都道府県',
        text: '徳島県の機関です。代理申請ができるのは、管轄する鹿児島県の機関だけです。',
      },
    ]);
  });

  it('says what a spreadsheet may have done to a number', () => {
    expect(notesOf({ phone: '992862707' })).toEqual([
      {
        column: '電話番号',
        text: expect.stringMatching(/いまは9桁です。.*先頭の0が失われていないか確かめてください。$/),
      },
    ]);
    expect(notesOf({ insuranceCode: '4.64E+09' })).toEqual([
      { column: '保険機関コード', text: expect.stringContaining('指数の形') },
    ]);
  });

  it('has the warnings of the form, which prevent nothing', () => {
    expect(judged({ insuranceCode: '4640101239' })).toMatchObject({
      kind: 'ready',
      notes: [{ column: '保険機関コード', text: expect.stringContaining('検証番号') }],
    });
  });

  it('with too few or too many cells is refused as a whole', () => {
    const told = (count: number) => [{ text: `列の数が${count}です（正しくは16）。` }];
    expect(judgedCells([...cellsOf(1), 'x']).notes).toEqual(told(17));
    expect(judgedCells(cellsOf(1).slice(1)).notes).toEqual(told(15));
    expect(judgedCells([...cellsOf(1), '', ' ']).kind).toBe('ready');
  });
});
