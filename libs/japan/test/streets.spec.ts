import fc from 'fast-check';
import { findAddresses, inTown, municipalitiesOf, namesTown, prefectureName, repeatedPlace } from '../src/index.js';
import { institutions } from './institutions.js';

describe('a street that repeats its place (R30)', () => {
  it.each([
    ['13', '御蔵島村', '東京都御蔵島村字かつら川１', '東京都御蔵島村', '字かつら川１'],
    ['13', '青ヶ島村', '青ケ島村無番地', '青ケ島村', '無番地'],
    ['46', '鹿児島市', '鹿児島県山下町１１－１', '鹿児島県', '山下町１１－１'],
    ['46', '鹿児島市', '鹿児島市　山下町１１－１', '鹿児島市', '山下町１１－１'],
    ['46', '鹿児島市', '鹿兒島縣鹿児島市山下町', '鹿兒島縣鹿児島市', '山下町'],
    [
      '46',
      '鹿児島市',
      '〒８９０－８５７７　鹿児島県鹿児島市鴨池新町１０',
      '〒８９０－８５７７　鹿児島県鹿児島市',
      '鴨池新町１０',
    ],
    ['46', '鹿児島市', '鹿児島市', '鹿児島市', ''],
    ['46', '鹿児島郡三島村', '三島村硫黄島１', '三島村', '硫黄島１'],
    ['46', '鹿児島郡三島村', '鹿児島郡三島村硫黄島１', '鹿児島郡三島村', '硫黄島１'],
    ['01', '札幌市中央区', '札幌市中央区北１条西２丁目', '札幌市中央区', '北１条西２丁目'],
    ['01', '札幌市中央区', '中央区北１条西２丁目', '中央区', '北１条西２丁目'],
    ['01', '札幌市', '札幌市北１条西２丁目', '札幌市', '北１条西２丁目'],
    ['04', '塩竈市', '宮城県塩釜市錦町６－３２', '宮城県塩釜市', '錦町６－３２'],
    ['08', '龍ケ崎市', '竜ヶ崎市３７１０', '竜ヶ崎市', '３７１０'],
    ['46', '鹿児島市', '山下町１１－１', undefined, undefined],
    ['36', '徳島市', '徳島町１', undefined, undefined],
  ])('in %s %s: %s', (prefecture, municipality, street, repeated, rest) => {
    const found = repeatedPlace(street, { prefecture, municipality });
    expect(found).toEqual(repeated === undefined ? undefined : { repeated, rest });
  });

  it('is none where a town has the name of its municipality', () => {
    const [{ street, municipality, prefecture } = fail()] = findAddresses('0450203').filter((one) => one.street !== '');
    expect([municipality, street]).toEqual(['古宇郡泊村', '泊村']);
    expect(repeatedPlace('泊村字照岸１', { prefecture, municipality }, [street])).toBeUndefined();
    expect(repeatedPlace('古宇郡泊村泊村字照岸１', { prefecture, municipality }, [street])?.rest).toBe('泊村字照岸１');
  });

  it('loses nothing, and is none once the repetition is gone', () => {
    const word = fc.constantFrom(
      '東京都',
      '鹿児島県',
      '鹿児島市',
      '　',
      '山下町',
      '１',
      '大島郡',
      '龍郷町',
      '〒',
      '市',
      '𠮷',
    );
    fc.assert(
      fc.property(fc.array(word), (words) => {
        const [street, place] = [words.join(''), { prefecture: '46', municipality: '鹿児島市' }];
        const found = repeatedPlace(street, place);
        if (found === undefined) return;
        expect(street.startsWith(found.repeated)).toBe(true);
        expect(street.endsWith(found.rest)).toBe(true);
        expect(repeatedPlace(found.rest, place)).toBeUndefined();
      }),
    );
  });
});

describe('a street and a town of the postal data (R27)', () => {
  it.each([
    ['元町三丁目２番地９', '元町'],
    ['大字元町３－２－９', '元町'],
    ['山田１', '大字山田'],
    ['北１条西２丁目３', '北一条西'],
    ['烏丸通御池上る二条殿町５４６', '二条殿町'],
    ['万代町1-1', '万代町１丁目'],
    ['霞が関１－２', '霞ケ関'],
  ])('%s names %s', (street, town) => {
    expect(namesTown(street, town)).toBe(true);
  });

  it.each([
    ['１－２－３', '万代町', '万代町１－２－３'],
    ['〇〇町１－２', '万代町', '万代町１－２'],
    ['元町三丁目２番地９', '万代町', '万代町三丁目２番地９'],
    ['北１条西２丁目３', '南一条西', '南一条西２丁目３'],
    ['牛島町６－１サンプルタワー３階', '名駅', '名駅６－１サンプルタワー３階'],
    ['一番町３', '万代町', '万代町３'],
    ['どこか', '万代町１丁目', '万代町１丁目'],
    ['２－３', '万代町１丁目', '万代町１丁目'],
  ])('%s does not name %s: in that town it is %s', (street, town, moved) => {
    expect(namesTown(street, town)).toBe(false);
    expect(inTown(street, town)).toBe(moved);
  });

  it('of a real institution repeat nothing, and nearly always agree', () => {
    const streets = institutions.flatMap(({ prefecture, postalCode, address }) => {
      const names = municipalitiesOf(prefecture).map(({ name }) => name);
      const local = address.replace(prefectureName(prefecture), '');
      const municipality = names.find((name) => local.startsWith(name));
      const street = local.slice(municipality?.length);
      const towns = findAddresses(postalCode).map((found) => found.street);
      return municipality === undefined || towns.length === 0 ? [] : [{ prefecture, municipality, street, towns }];
    });
    expect(streets.length).toBeGreaterThan(200);
    expect(streets.filter(({ street, towns, ...place }) => repeatedPlace(street, place, towns))).toEqual([]);
    const strange = streets.filter(({ street, towns }) => !towns.some((town) => namesTown(street, town)));
    expect(strange.length).toBeLessThan(streets.length / 50);
  });
});

function fail(): never {
  throw new Error('the postal data have no such town');
}
