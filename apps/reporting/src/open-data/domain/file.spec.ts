import fc from 'fast-check';
import { hospitalsFile, hospitalsName, isReal, sampleRows } from '../../../test/open-data-file.js';
import { BrokenFile, faultText } from './broken-file.js';
import { byteOrderMark, headerLine, lineOf } from './csv.js';
import type { Layout } from './layout.js';
import { layoutNamed, layouts } from './layouts.js';
import { readOpenData, type ReadRow } from './reader.js';

const hospitals = layoutNamed('01-1_hospital_facility_info')!;
const pharmacies = layoutNamed('05_pharmacy')!;

const file = hospitalsFile;
const sample = (): string => sampleRows.map((cells) => lineOf(hospitals, cells)).join('');
const ownFile = (): Buffer => Buffer.from(byteOrderMark + headerLine(hospitals) + sample());

async function* inParts(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function rowsIn(bytes: Uint8Array, size = 65_536): Promise<{ layout: Layout | undefined; rows: ReadRow[] }> {
  const rows: ReadRow[] = [];
  let layout: Layout | undefined;
  for await (const part of readOpenData(inParts(bytes, size))) {
    layout = part.layout;
    rows.push(...part.rows);
  }
  return { layout, rows };
}

const written = (layout: Layout, rows: readonly (readonly string[])[]): Buffer =>
  Buffer.from(byteOrderMark + headerLine(layout) + rows.map((cells) => lineOf(layout, cells)).join(''));

const brokenBy = async (text: string): Promise<string> => {
  try {
    const { rows } = await rowsIn(Buffer.from(text));
    return rows.flatMap(({ faults }) => faults.map(faultText)).join(' / ');
  } catch (error) {
    if (error instanceof BrokenFile) return error.message;
    throw error;
  }
};

describe('the layouts of the open data', () => {
  it('have as many columns as the ministry says, each under one name', () => {
    const sizes = layouts.map(({ slug, columns }) => [slug.slice(0, 4), columns.length]);
    expect(sizes).toEqual([
      ['01-1', 65],
      ['01-2', 36],
      ['02-1', 62],
      ['02-2', 36],
      ['03-1', 57],
      ['03-2', 36],
      ['04_m', 153],
      ['05_p', 128],
    ]);
    for (const { columns } of layouts) expect(new Set(columns.map(({ name }) => name)).size).toBe(columns.length);
  });
});

describe(hospitalsName, () => {
  it('is the same to the byte when it is read and written', async () => {
    const { layout, rows } = await rowsIn(file);
    expect(layout?.slug).toBe('01-1_hospital_facility_info');
    expect(rows.length).toBe(isReal ? 7_587 : 2);
    expect(
      written(
        layout!,
        rows.map(({ cells }) => cells),
      ).equals(file),
    ).toBe(true);
  });

  it('has no fault in any row', async () => {
    const { rows } = await rowsIn(file);
    expect(rows.flatMap(({ faults }) => faults.map(faultText))).toEqual([]);
  });

  it('is read alike in parts of any size', async () => {
    const some = file.subarray(0, file.lastIndexOf(10, 30_000) + 1);
    const whole = await rowsIn(some);
    for (const size of [1, 7, 4_096]) expect(await rowsIn(some, size)).toEqual(whole);
  });
});

describe('a file that is written', () => {
  const cell = fc.oneof(
    fc.constantFrom('', '0', '1', '"', '""', ',', '\r\n', '\n', '0.0', '35.950278', '改行', '髙﨑', ' '),
    fc.string({ unit: 'grapheme', maxLength: 12 }).filter((text) => text.isWellFormed()),
  );

  it('is read back as it was, whatever stands in it', async () => {
    const layout = fc.constantFrom(...layouts);
    const asked = layout.chain((of) =>
      fc.tuple(
        fc.constant(of),
        fc.array(fc.array(cell, { minLength: of.columns.length, maxLength: of.columns.length }), { maxLength: 4 }),
        fc.integer({ min: 1, max: 400 }),
      ),
    );
    await fc.assert(
      fc.asyncProperty(asked, async ([of, rows, size]) => {
        const { rows: read } = await rowsIn(written(of, rows), size);
        expect(read.map(({ cells }) => cells)).toEqual(rows);
      }),
      { numRuns: 200 },
    );
  });

  it('quotes every field but coordinates', () => {
    const cells = pharmacies.columns.map(({ format }) => (format.kind === 'degrees' ? '35.5' : ''));
    const line = lineOf(pharmacies, cells);
    expect(
      line
        .trimEnd()
        .split(',')
        .filter((field) => field !== '""'),
    ).toEqual(['35.5', '35.5']);
    expect(line.endsWith('\r\n')).toBe(true);
  });
});

describe('a file that people saved', () => {
  const rows = sample();

  it('may lack the byte order mark, CRLF and quotes that are not needed', async () => {
    const whole = await rowsIn(ownFile());
    const text = headerLine(hospitals) + rows;
    expect((await rowsIn(Buffer.from(text))).rows).toEqual(whole.rows);
    const bare = text.replaceAll('"', '').replaceAll('\r\n', '\n').trimEnd();
    expect((await rowsIn(Buffer.from(bare))).rows).toEqual(whole.rows);
  });

  it('may have the names of columns in another width and case', async () => {
    const header = headerLine(hospitals).replace('（gw、お盆等）', '（GW、お盆等）').replace('第1週', '第１週');
    expect((await rowsIn(Buffer.from(header + rows))).rows).toHaveLength(2);
  });
});

describe('a broken file is refused with its row and column', () => {
  const header = headerLine(hospitals);
  const first = sample().split('\r\n')[0]!;
  const withCell = (name: string, value: string): string => {
    const at = hospitals.columns.findIndex((column) => column.name === name);
    const cells = first.split(',');
    cells[at] = `"${value}"`;
    return `${header}${cells.join(',')}\r\n`;
  };

  it.each([
    ['nothing', '', '1行目：中身がありません'],
    ['another file', '"a","b"\r\n', '1行目：医療情報ネットのオープンデータの列名がありません'],
    [
      'columns in another order',
      header.replace('"略称","略称（フリガナ）"', '"略称（フリガナ）","略称"'),
      '1行目：病院（施設票）（01-1_hospital_facility_info）の列と違います。4列目は「略称」のはずですが、「略称（フリガナ）」になっています',
    ],
    [
      'a column too few',
      header.replace(',"合計病床数"', ''),
      '1行目：病院（施設票）（01-1_hospital_facility_info）の列と違います。65列目は「合計病床数」のはずですが、その列がありません',
    ],
    [
      'a quote that is not closed',
      `${header}"0111010000010","さくら`,
      '2行目「正式名称」：引用符（"）が閉じられていません',
    ],
    [
      'text behind a quote',
      `${header}"0111010000010","さ"くら",`,
      '2行目「正式名称」：引用符（"）の使い方が正しくありません',
    ],
    [
      'a quote within a text',
      `${header}"0111010000010",さ"くら,`,
      '2行目「正式名称」：引用符（"）の使い方が正しくありません',
    ],
    ['a row too short', `${header}"0111010000010","さくら病院"\r\n`, '2行目：列の数が2です（正しくは65）'],
    ['a flag that is none', withCell('祝日に休診', '休'), '2行目「祝日に休診」：0か1ではありません'],
    [
      'a code without its zero',
      withCell('都道府県コード', '1'),
      '2行目「都道府県コード」：2桁の数字ではありません（先頭の0が失われていないか、確認してください）',
    ],
    ['another prefecture', withCell('都道府県コード', '46'), '2行目「都道府県コード」：IDの都道府県（01）と違います'],
    ['an ID of a clinic', withCell('ID', '0121010000010'), '2行目「ID」：機関区分が2です（病院（施設票）は1）'],
    ['beds that are no number', withCell('一般病床', '六十'), '2行目「一般病床」：数ではありません'],
    ['no name', withCell('正式名称', ''), '2行目「正式名称」：空欄です'],
    ['a long name', withCell('正式名称', 'あ'.repeat(201)), '2行目「正式名称」：200文字を超えています'],
  ])('%s', async (_, text, said) => {
    expect(await brokenBy(text)).toBe(said);
  });

  it('another encoding', async () => {
    const bytes = Buffer.concat([Buffer.from(header), Buffer.from([0x22, 0x82, 0xb3, 0x22])]);
    await expect(rowsIn(bytes)).rejects.toThrow('2行目：文字コードがUTF-8ではありません');
  });

  it('a quote that would make one row of all that follows', async () => {
    const bytes = Buffer.from(`${header}"${'あ'.repeat(250_000)}`);
    await expect(rowsIn(bytes)).rejects.toThrow('引用符（"）が閉じられていません');
  });

  it('departments whose ID is none tell so, row by row', async () => {
    const hours = layoutNamed('02-2_clinic_speciality_hours')!;
    const row = (id: string, slot: string) => lineOf(hours, [id, '01001', '内科', slot, '09:00', '25:00']);
    const text = headerLine(hours) + row('0120000001', '1') + row('x', '4');
    expect(await brokenBy(text)).toBe(
      [
        '2行目「月_診療終了時間」：時刻（例：09:00）ではありません',
        '3行目「ID」：都道府県コード（2桁）、機関区分（1桁）、機関コードの順になっていません（先頭の0が失われていないか、確認してください）',
        '3行目「診療時間帯」：1から3の数ではありません',
        '3行目「月_診療終了時間」：時刻（例：09:00）ではありません',
      ].join(' / '),
    );
  });
});
