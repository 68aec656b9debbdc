import { areaFileHeader, readAreaFile, unknownMunicipalities } from './area-file.js';
import { withCities } from './medical-area.js';

const header = areaFileHeader.join(',');
const file = (...lines: string[]) => [header, ...lines, ''].join('\n');

const kagoshima = '46201,鹿児島市,46,4601,鹿児島,4601,鹿児島';
const faultsIn = (text: string) => {
  const read = readAreaFile(text);
  return read.ok ? [] : read.faults.map(({ line, fault }) => `${line}: ${fault}`);
};
const areasIn = (text: string) => {
  const read = readAreaFile(text);
  if (!read.ok) throw new Error('the file has faults');
  return read.areas;
};

describe('a file of 二次医療圏', () => {
  it('has a municipality a line, and its area by each plan', () => {
    const text = file(
      '05204,大館市,05,0501,大館・鹿角,0509,県北',
      '05213,北秋田市,05,0502,北秋田,0509,県北',
      kagoshima,
    );
    for (const written of [text, `\uFEFF${text.replaceAll('\n', '\r\n')}`]) {
      expect(areasIn(written)).toEqual([
        { plan: '7', code: '0501', name: '大館・鹿角', prefecture: '05', municipalities: ['05204'] },
        { plan: '8', code: '0509', name: '県北', prefecture: '05', municipalities: ['05204', '05213'] },
        { plan: '7', code: '0502', name: '北秋田', prefecture: '05', municipalities: ['05213'] },
        { plan: '7', code: '4601', name: '鹿児島', prefecture: '46', municipalities: ['46201'] },
        { plan: '8', code: '4601', name: '鹿児島', prefecture: '46', municipalities: ['46201'] },
      ]);
    }
  });

  it('has every row judged, and is none where one has a fault', () => {
    const text = file(
      kagoshima,
      '4620,鹿児島市,46,4601,鹿児島,4601,鹿児島',
      '46203,鹿屋市,48,4610,肝属,4610,肝属',
      '46204,枕崎市,46,4603,南薩,36,南薩',
      '46206,阿久根市,46,4606,出水,4606,',
      '46208,出水市,46,4606,いずみ,4606,出水',
      '46201,鹿児島市,46,4601,鹿児島,4601,鹿児島',
      '46210,指宿市,46',
    );
    expect(faultsIn(text)).toEqual([
      '3: municipality 4620: not five digits',
      '4: prefecture 48: unknown',
      '4: municipality 46203 is not in prefecture 48',
      '4: plan 7: 4610 is no code of 48',
      '4: plan 8: 4610 is no code of 48',
      '5: plan 8: 36 is no code of 46',
      '6: plan 8: no name of an area',
      '7: plan 7: area 4606 is いずみ here and 出水 in line 6',
      '8: municipality 46201 stands in line 2, too',
      '9: 3 values instead of 7',
    ]);
  });

  it.each([
    ['another header', 'code,name\n46201,鹿児島市\n', `1: the header is not ${header}`],
    ['nothing but a header', `${header}\n`, '2: there is no municipality'],
    ['nothing at all', '', `1: the header is not ${header}`],
  ])('is refused with %s', (_, text, fault) => {
    expect(faultsIn(text)).toContain(fault);
  });

  it('may name municipalities to which no address leads any more', () => {
    const areas = areasIn(file(kagoshima, '22131,浜松市中区,22,2208,西部,2208,西部'));
    expect(unknownMunicipalities(areas)).toEqual(['22131']);
  });
});

describe('a city with wards', () => {
  const wards = Array.from({ length: 10 }, (_, at) => `011${String(at + 1).padStart(2, '0')}`);
  const sapporo = { plan: '8', code: '0104', name: '札幌', prefecture: '01', municipalities: wards };

  it('is in the area of all its wards, for addresses that name none', () => {
    expect(withCities([sapporo])[0]?.municipalities).toEqual([...wards, '01100']);
  });

  it('is in none where its wards are in several', () => {
    const some = { ...sapporo, municipalities: wards.slice(1) };
    expect(withCities([some])[0]?.municipalities).toEqual(some.municipalities);
  });
});
