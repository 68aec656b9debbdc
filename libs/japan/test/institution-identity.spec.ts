import fc from 'fast-check';
import {
  addressKey,
  checkPhone,
  findMunicipality,
  identityOf,
  institutionNameKey,
  likeness,
  locationOf,
  normalisePostalCode,
  streetOf,
  toFullWidth,
  toWideDashesInNumbers,
  type DescribedInstitution,
} from '../src/index.js';
import { institutions } from './institutions.js';

const key = (street: string): string => addressKey({ municipality: '鹿児島市', street });

/** The characters that people and systems were seen to type for a dash. */
const dashes = [...'-－ー‐‑‒–—―−─'];

const inKanji = (number: number): string => {
  const [tens, ones] = [Math.floor(number / 10), number % 10];
  const ten = tens === 0 ? '' : tens === 1 ? '十' : `${'〇一二三四五六七八九'[tens]}十`;
  return `${ten}${ones === 0 ? '' : '〇一二三四五六七八九'[ones]}`;
};

const number = fc.integer({ min: 1, max: 99 });
const blocks = fc.tuple(number, number, number);
const digits = fc.constantFrom<(n: number) => string>(String, (n) => toFullWidth(String(n)));
const dash = fc.constantFrom(...dashes);

/** One of the ways in which three numbers of an address are written. */
const written = fc.oneof(
  fc.tuple(digits, dash, dash).map(
    ([write, one, two]) =>
      ([a, b, c]: readonly number[]) =>
        `${write(a!)}${one}${write(b!)}${two}${write(c!)}`,
  ),
  fc.tuple(digits, fc.constantFrom('番', '番地', '番地の', 'の', '番の'), fc.constantFrom('', '号')).map(
    ([write, middle, end]) =>
      ([a, b, c]: readonly number[]) =>
        `${write(a!)}丁目${write(b!)}${middle}${write(c!)}${end}`,
  ),
  fc.constant(([a, b, c]: readonly number[]) => `${inKanji(a!)}丁目${inKanji(b!)}番${inKanji(c!)}号`),
);

describe('the key of an address (R162)', () => {
  it.each([
    ['一丁目2番3号', '1丁目2番3号'],
    ['一丁目２番３号', '１－２－３'],
    ['二丁目3番地の4', '2-3-4'],
    ['二丁目三番地の四', '2-3-4'],
    ['百二十番地五', '120-5'],
    ['二の三', '2-3'],
    ['北一条西二丁目', '北1条西2丁目'],
    ['三番町5', '3番町5'],
    ['2の3', '2-3'],
    ['1丁目2－3', '1-2-3'],
    ['１丁目－２－３', '1-2-3'],
    ['1丁1番1号', '1-1-1'],
    ['北４条西１８丁目８番地１', '北4条西18-8-1'],
    ['８９０番地の１５', '890-15'],
    ['百二十三番地', '123'],
    ['八九〇番地', '890'],
    ['二の丸町二十番十号', '二ノ丸町20-10'],
    ['三ノ宮町1-2', '三の宮町1番2号'],
  ])('is one for %s and %s', (one, other) => {
    expect(key(`中央町${one}`)).toBe(key(`中央町${other}`));
  });

  it.each([
    ['1-23', '12-3'],
    ['1-2 301', '1-23 01'],
    ['1-2-3', '123'],
    ['1丁目23番', '1丁目2番3号'],
    ['12番地3', '1番地23'],
    ['二十三番地', '二十番地三'],
  ])('is not one for %s and %s', (one, other) => {
    expect(key(`中央町${one}`)).not.toBe(key(`中央町${other}`));
  });

  it.each([
    '一番町',
    '三番町',
    '六番町',
    '七番丁',
    '麻布十番',
    '丸の内',
    '二の丸',
    '三の宮',
    '一ノ関',
    '四ツ谷',
    '八丁堀',
    '十三塚原',
    '五条',
    '三条町',
    '九段南',
    '千駄ヶ谷',
    '二十四軒',
    '十日市',
    '百人町',
    '四谷',
    '一円',
    '三の丸',
    '一の宮',
    '二番館',
  ])('keeps the place name %s, which is not told by its numbers alone', (place) => {
    const others = ['町', '番町', '本町', ''];
    for (const other of others.filter((name) => name !== place)) {
      expect(key(`${place}1-2`)).not.toBe(key(`${other}1-2`));
    }
    expect(key(`${place}1-2`)).not.toBe(key(`${place}1-3`));
    expect(key(`${place}１丁目２番`)).toBe(key(`${place}1-2`));
  });

  it('is the same however three numbers are written, and another for other numbers', () => {
    fc.assert(
      fc.property(blocks, blocks, written, written, (here, there, one, other) => {
        const same = here.join() === there.join();
        expect(key(`中央町${one(here)}`) === key(`中央町${other(there)}`)).toBe(same);
      }),
      { numRuns: 2000 },
    );
  });

  it('tells every published address from every other', () => {
    const plain = (address: string): string =>
      address
        .normalize('NFKC')
        .replace(/\s/gu, '')
        .replace(/[-‐ー−]/gu, '-');
    const byKey = new Map<string, Set<string>>();
    for (const { prefecture, address } of institutions) {
      const found = `${prefecture}${addressKey({ municipality: '', street: address })}`;
      byKey.set(found, (byKey.get(found) ?? new Set()).add(plain(address)));
    }
    const several = [...byKey.values()].filter((spellings) => spellings.size > 1);
    expect(several.map((spellings) => [...spellings])).toEqual([]);
    expect(byKey.size).toBeGreaterThan(290);
  });

  it('counts the municipality', () => {
    expect(addressKey({ municipality: '府中市', street: '中央町1' })).not.toBe(key('中央町1'));
  });
});

describe('the same institution (R162)', () => {
  const described: DescribedInstitution = {
    prefecture: '46',
    name: 'サンプル薬局',
    municipality: '鹿児島市',
    street: '鴨池新町１０番１号',
    institutionCode: 'A12',
    insuranceCode: '4640101230',
  };
  const other = { prefecture: '46', name: '別の薬局', municipality: '鹿屋市', street: '寿１－１' };
  const ground = (one: DescribedInstitution, two: DescribedInstitution) => likeness(identityOf(one), identityOf(two));

  it('is told by 機関コード first, then 保険機関コード, then name and address together', () => {
    const { institutionCode, insuranceCode, ...bare } = described;
    expect(ground(described, { ...other, institutionCode, insuranceCode })).toBe('institution-code');
    expect(ground(described, { ...other, insuranceCode })).toBe('insurance-code');
    expect(ground(described, { ...bare, name: 'ｻﾝﾌﾟﾙ 薬局', street: '鴨池新町10-1' })).toBe('name-and-address');
    expect(ground(described, { ...bare, street: other.street })).toBeUndefined();
    expect(ground(described, other)).toBeUndefined();
  });

  it('is never told by a 機関コード, or a name and address, of another prefecture', () => {
    const { insuranceCode: _, ...there } = { ...described, prefecture: '36' };
    expect(ground(described, there)).toBeUndefined();
  });

  it('is not told by codes that nobody gave', () => {
    const none = { institutionCode: '', insuranceCode: '' };
    expect(ground({ ...described, ...none }, { ...other, ...none })).toBeUndefined();
  });

  it('has one name, however it is written', () => {
    expect(institutionNameKey('株式会社 髙﨑薬局')).toBe(institutionNameKey('㈱高崎薬局'));
  });
});

describe('a location on one line', () => {
  it.each([
    ['鴨池新町１０番１号', 'サンプルビル１階'],
    ['鴨池新町１０番１号', 'サンプルビル　１階'],
    ['中央町　１－２', 'ビル'],
    ['中央町', undefined],
    ['大字甲１２番地', undefined],
  ])('gives the street %s back without the building %s', (street, building) => {
    const place = { prefecture: '46', municipality: '鹿児島市', street };
    expect(streetOf(locationOf({ ...place, building }), place)).toBe(street);
  });
});

describe('one list of dashes', () => {
  it.each(dashes)('%s is a dash everywhere', (sign) => {
    expect(normalisePostalCode(`890${sign}8577`)).toBe('8908577');
    expect(toWideDashesInNumbers(`１${sign}２`)).toBe('１－２');
    expect(key(`中央町1${sign}2`)).toBe(key('中央町1-2'));
    expect(checkPhone(`099${sign}286${sign}2707`)).toMatchObject({ ok: true, number: '0992862707' });
  });

  it('a long-vowel sign within a word stays one', () => {
    expect(toWideDashesInNumbers('センター１ー２')).toBe('センター１－２');
    expect(findMunicipality('01', '札幌市中央区')?.code).toBe('01101');
  });
});
