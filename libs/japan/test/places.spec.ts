import fc from 'fast-check';
import {
  codesOfArea,
  findAddresses,
  findMunicipality,
  findMunicipalityByCode,
  findPrefecture,
  isWithoutTowns,
  matchKey,
  municipalitiesNamed,
  municipalitiesOf,
  normalisePostalCode,
  prefectureName,
  prefectures,
  toHalfWidth,
} from '../src/index.js';
import { institutions } from './institutions.js';

const everyMunicipality = prefectures.flatMap(({ code }) => municipalitiesOf(code));

describe('prefectures (R28)', () => {
  it('are 47, with the codes of JIS X 0401', () => {
    expect(prefectures).toHaveLength(47);
    expect(prefectures[0]).toEqual({ code: '01', name: '北海道' });
    expect(prefectures[46]).toEqual({ code: '47', name: '沖縄県' });
    expect([findPrefecture('36')?.name, findPrefecture('鹿児島県')?.code]).toEqual(['徳島県', '46']);
  });

  it('are not found under another code or name', () => {
    expect(['00', '48', '1', '鹿児島', 'constructor', ''].map(findPrefecture)).toEqual(Array(6).fill(undefined));
    expect(prefectureName('99')).toBe('99');
  });
});

describe('municipalities (R29)', () => {
  it('are 43 in Kagoshima, with its counties', () => {
    const kagoshima = municipalitiesOf('46');
    expect(kagoshima).toHaveLength(43);
    expect(kagoshima.filter(({ county }) => county === '鹿児島郡').map(({ name }) => name)).toEqual([
      '鹿児島郡三島村',
      '鹿児島郡十島村',
    ]);
  });

  it('are none for what is no prefecture', () => {
    expect(municipalitiesOf('48')).toEqual([]);
    expect(findMunicipality('48', '鹿児島市')).toBeUndefined();
  });

  it('are each found by their own name, without their county, in half width and by their code', () => {
    for (const municipality of everyMunicipality) {
      const { prefecture, name, county, code } = municipality;
      const full = prefectureName(prefecture) + name;
      const ways = [name, ` ${toHalfWidth(name)}　`, full, name.slice(county?.length ?? 0)];
      for (const way of ways) expect([way, findMunicipality(prefecture, way)?.code]).toEqual([way, code]);
      expect(findMunicipalityByCode(code)).toEqual(municipality);
    }
    expect(everyMunicipality.length).toBeGreaterThan(1890);
  });

  it('belong to their prefecture alone', () => {
    expect(findMunicipality('36', '鹿児島市')).toBeUndefined();
    expect(municipalitiesNamed('府中市').map(({ prefecture }) => prefecture)).toEqual(['13', '34']);
  });

  it.each([
    ['08', '龍ヶ崎市', '龍ケ崎市'],
    ['08', '竜ケ崎市', '龍ケ崎市'],
    ['04', '塩釜市', '塩竈市'],
    ['02', '鯵ヶ沢町', '西津軽郡鰺ヶ沢町'],
    ['13', '三宅村', '三宅島三宅村'],
    ['46', '薩摩郡 さつま町', '薩摩郡さつま町'],
    ['13', '伊豆大島', '大島町'],
    ['13', '伊豆大島大島町', '大島町'],
    ['13', '大島支庁大島町', '大島町'],
    ['13', '東京都大島', '大島町'],
    ['13', '伊豆諸島利島村', '利島村'],
    ['13', '三宅支庁御蔵島村', '御蔵島村'],
    ['13', '御蔵島', '御蔵島村'],
    ['13', '八丈支庁八丈町', '八丈島八丈町'],
    ['13', '八丈島', '八丈島八丈町'],
    ['13', '八丈島青ケ島村', '青ヶ島村'],
    ['13', '青が島', '青ヶ島村'],
    ['13', '小笠原諸島小笠原村', '小笠原村'],
    ['46', '奄美大島龍郷町', '大島郡龍郷町'],
    ['46', '屋久島', '熊毛郡屋久島町'],
    ['32', '隠岐諸島海士町', '隠岐郡海士町'],
    ['01', '宗谷総合振興局利尻町', '利尻郡利尻町'],
  ])('in %s: %s is %s', (prefecture, written, name) => {
    expect(findMunicipality(prefecture, written)?.name).toBe(name);
  });

  it('may be a designated city without its ward', () => {
    expect(findMunicipality('01', '札幌市')).toEqual({ code: '01100', prefecture: '01', name: '札幌市' });
    expect(findMunicipalityByCode('40130')?.name).toBe('福岡市');
  });

  it('have had their wards of 2024 in 浜松市', () => {
    const wards = municipalitiesOf('22').filter(({ name }) => name.startsWith('浜松市'));
    expect(wards.map(({ name }) => name)).toEqual(['浜松市中央区', '浜松市浜名区', '浜松市天竜区']);
  });

  it.each(['', '鹿児島市山下町', '市', 'constructor', '\u0000', '\ud800'])('are not found for %j', (text) => {
    expect(findMunicipality('46', text)).toBeUndefined();
  });

  it('never throw, whatever is asked', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (text, code) => {
        expect(findMunicipality('46', text)?.prefecture ?? '46').toBe('46');
        expect(findMunicipalityByCode(code)?.code ?? code).toBe(code);
      }),
    );
  });
});

describe('an area (R158)', () => {
  it('is told by 団体コード with and without the check digit, and drops what is none', () => {
    expect(codesOfArea(['462012', '46203', '', '46,201', "46201'"])).toEqual(['46201', '46203']);
  });

  it('with a city that has wards has all of its wards', () => {
    expect(codesOfArea(['011002'])).toEqual(expect.arrayContaining(['01100', '01101', '01110']));
    expect(codesOfArea(['011002'])).not.toContain('01202');
  });
});

describe('municipalities without towns', () => {
  it('are the 23 of which no postal code has one', () => {
    const without = everyMunicipality.filter(({ code }) => isWithoutTowns(code)).map(({ name }) => name);
    expect(without).toHaveLength(23);
    expect(without).toEqual(expect.arrayContaining(['利島村', '神津島村', '御蔵島村', '青ヶ島村', '岩船郡粟島浦村']));
    expect(without).not.toContain('大島町');
  });
});

describe('a postal code (R27)', () => {
  it.each(['8900064', '890-0064', '８９０－００６４', '〒890ー0064', ' 890 0064 '])('may be written %j', (text) => {
    expect(normalisePostalCode(text)).toBe('8900064');
  });

  it.each(['', '890006', '89000641', '890006x', '八九〇'])('is not %j', (text) => {
    expect(normalisePostalCode(text)).toBeUndefined();
    expect(findAddresses(text)).toEqual([]);
  });

  it('leads to prefecture, municipality and town', () => {
    expect(findAddresses('890-0064')).toEqual([
      {
        postalCode: '8900064',
        prefecture: '46',
        prefectureName: '鹿児島県',
        municipality: '鹿児島市',
        municipalityCode: '46201',
        street: '鴨池新町',
      },
    ]);
  });

  it('of an office leads to its street and names it', () => {
    expect(findAddresses('100-8916')).toMatchObject([
      { municipality: '千代田区', street: '霞が関１丁目２－２', office: '厚生労働省' },
    ]);
  });

  it.each([
    ['6180000', ['京都府乙訓郡大山崎町', '大阪府三島郡島本町']],
    ['4980000', ['愛知県弥富市', '三重県桑名郡木曽岬町']],
    ['8710000', ['福岡県築上郡吉富町', '大分県中津市']],
  ])('%s belongs to two prefectures', (code, places) => {
    expect(findAddresses(code).map((found) => found.prefectureName + found.municipality)).toEqual(places);
  });

  it.each([
    ['0600000', [''], '以下に掲載がない場合'],
    ['4090142', [''], 'の次に１〜６６３番地がくる場合'],
    ['4090211', [''], 'の次に６６４番地以降がくる場合'],
    ['1000301', [''], '利島村一円'],
    ['5220317', ['一円'], 'a town of that name'],
    ['0600042', ['大通西'], '（１〜１９丁目）'],
    ['1006001', ['霞が関霞が関ビル'], '（１階）'],
    ['0295521', ['大渡', '小繋沢'], '５７地割'],
    ['4411324', ['井道', '奥井道', '内井道'], 'three towns in one row'],
    ['1638001', ['西新宿２丁目８－１'], 'a post-office box'],
  ])('%s has the streets %j, cleaned of %s', (code, streets) => {
    expect(findAddresses(code).map(({ street }) => street)).toEqual(streets);
  });

  it.each(['0000000', '9999999', '1009999'])('that is not published (%s) finds nothing', (code) => {
    expect(findAddresses(code)).toEqual([]);
  });

  it('of a published institution finds the municipality that its address begins with', () => {
    const found = institutions.filter(({ postalCode }) => findAddresses(postalCode).length > 0);
    expect(found.length).toBeGreaterThan(295);
    for (const { prefecture, postalCode, address } of found) {
      const written = matchKey(address.replace(prefectureName(prefecture), ''));
      const names = findAddresses(postalCode).flatMap(({ municipality, municipalityCode }) => {
        const county = findMunicipalityByCode(municipalityCode)?.county ?? '';
        return [matchKey(municipality), matchKey(municipality.slice(county.length))];
      });
      expect([address, names.some((name) => written.startsWith(name))]).toEqual([address, true]);
    }
  });

  it('of any kind finds only known municipalities, each address once, and no words in brackets', () => {
    const codes = fc.integer({ min: 0, max: 9_999_999 }).map((number) => String(number).padStart(7, '0'));
    fc.assert(
      fc.property(codes, (code) => {
        const found = findAddresses(code);
        for (const address of found) {
          expect(findMunicipalityByCode(address.municipalityCode)?.name).toBe(address.municipality);
          expect(address.street).not.toMatch(/[（）〜]|掲載がない|くる場合/);
        }
        expect(new Set(found.map((address) => JSON.stringify(address))).size).toBe(found.length);
      }),
      { numRuns: 2000 },
    );
  });
});
