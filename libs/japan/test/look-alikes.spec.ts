import fc from 'fast-check';
import { addressKey, matchKey, municipalitiesOf, prefectures } from '../src/index.js';
import { institutions } from './institutions.js';

const street = (text: string): string => addressKey({ municipality: '鹿児島市', street: text });

describe('names that are written differently and look alike', () => {
  it.each([
    ['髙山', '高山'],
    ['山﨑', '山崎', '山嵜'],
    ['斉藤', '斎藤', '齊藤', '齋藤'],
    ['渡辺', '渡邊', '渡邉', '渡邉\u{E0100}'],
    ['大沢', '大澤'],
    ['神田', '\uFA19田'],
    ['長谷川薬局', '⻑⾕川薬局'],
    ['西宮市', '⻄宮市'],
    ['戸田', '戶田', '⼾田'],
    ['鉄道病院', '鐵道病院', '鉃道病院'],
    ['吉川', '𠮷川'],
    ['富永', '冨永'],
    ['己斐', '已斐', '巳斐'],
    ['自由が丘', '自由ヶ丘', '自由ケ丘', '自由ヵ丘', '自由ガ丘'],
    ['つつじが丘', 'つつじヶ丘', 'つつじケ丘'],
    ['三か所', '三ヶ所', '三カ所', '三箇所', '三ヵ所'],
    ['コーポ', 'コ－ポ', 'コ―ポ', 'コ‐ポ', 'コ一ポ', 'コ−ポ'],
    ['へいわ', 'ヘイワ', 'ヘいわ'],
    ['二宮', 'ニ宮'],
    ['力丸', 'カ丸'],
    ['口羽', 'ロ羽'],
    ['八王子', 'ハ王子'],
    ['夕張', 'タ張'],
    ['卜部', 'ト部'],
    ['工藤', 'エ藤'],
    ['〇〇薬局', '○○薬局', '◯◯薬局'],
    ['さくら薬局', 'サクラ薬局', 'ｻｸﾗ薬局'],
    ['クリニック', 'クリニツク', 'くりにっく'],
    ['四ツ谷', '四ッ谷', '四つ谷'],
    ['佐々木', '佐佐木', '佐〻木'],
    ['みすゞ', 'みすず', 'みす\u309D\u3099'],
    ['が', 'か\u3099', 'か゛', 'ｶﾞ', 'カ゛'],
    [
      '株式会社さくら',
      '㈱さくら',
      '(株)さくら',
      '（株）さくら',
      '［株］さくら',
      '株）さくら',
      '㍿さくら',
      '株式會社さくら',
    ],
    ['医療法人社団山田会', '（医社）山田会', '(医)社団山田会', '医)社団山田会'],
    ['社会福祉法人光', '(福)光', '（社福）光'],
    ['特定非営利活動法人光', 'NPO法人光', '（特非）光'],
    ['ひまわり薬局（本店）', 'ひまわり薬局本店', 'ひまわり薬局 本店', 'ひまわり薬局「本店」'],
    ['アイ・クリニック', 'アイクリニック', 'ｱｲ･ｸﾘﾆｯｸ'],
    ['Cafe', 'Café', 'ＣＡＦÉ'],
    ['ABCクリニック', 'ΑΒСクリニック'],
    ['一ノ関', '一之関', '一の関'],
    ['１〜２', '1～2', '1~2'],
    ['山\u200B田\u202E', '山田'],
  ])('have one key: %s, %s', (...spellings) => {
    const keys = new Set(spellings.map(matchKey));
    expect([...keys]).toHaveLength(1);
  });

  it.each([
    ['第一病院', '第二病院'],
    ['第一病院', '第病院'],
    ['山田薬局', '山本薬局'],
    ['さくら薬局', 'さくら歯科'],
    ['いしか歯科', 'いしが歯科'],
    ['かな薬局', 'けな薬局'],
    ['大阪', '大坂'],
    ['東医院', '西医院'],
    ['株式会社さくら', '有限会社さくら'],
  ])('are not mixed up with others: %s, %s', (one, other) => {
    expect(matchKey(one)).not.toBe(matchKey(other));
  });

  it('have a key that is its own key', () => {
    const unit = fc.constantFrom(...'山々崎﨑ヶケがカか゛ー一口ロ(株)（医）ＡÉα㈱⻄⼾\uFA19\u3099\u0301・「」 1丁目');
    fc.assert(
      fc.property(fc.string({ unit }), (text) => expect(matchKey(matchKey(text))).toBe(matchKey(text))),
      { numRuns: 2000 },
    );
  });

  it('find each other by a part: the key of a part is within the key of the whole', () => {
    const parts: [string, string][] = [
      ['㈱髙﨑薬局', '高崎'],
      ['医療法人社団 齋藤クリニック', '斉藤'],
      ['自由ヶ丘歯科', '自由が丘'],
      ['アイ・ケア薬局', 'アイケア'],
    ];
    for (const [whole, part] of parts) expect(matchKey(whole)).toContain(matchKey(part));
  });

  it('leave every municipality of a prefecture its own key', () => {
    for (const { code } of prefectures) {
      const names = municipalitiesOf(code).map(({ name }) => name);
      expect(new Set(names.map(matchKey)).size).toBe(names.length);
    }
  });

  it('leave published names that differ in more than that apart', () => {
    const byKey = new Map<string, Set<string>>();
    for (const { name } of institutions) byKey.set(matchKey(name), (byKey.get(matchKey(name)) ?? new Set()).add(name));
    const several = [...byKey.values()].filter((names) => names.size > 1).map((names) => [...names]);
    expect(several).toEqual([]);
  });
});

describe('addresses that are written differently and look alike', () => {
  it.each([
    ['中央町二丁目3番', '中央町ニ丁目3番'],
    ['中央町一丁目3番', '中央町ー丁目3番'],
    ['中央町1-2-3', '中央町1一2一3'],
    ['中央町1-2 301', '中央町1-2（301）'],
    ['霞が関1-2', '霞ヶ関1-2', '霞ケ関1-2'],
    ['⾕山中央1-2', '谷山中央1-2'],
    ['塩屋1-2', '鹽屋1-2'],
    ['二○番地', '二〇番地', '20番地'],
  ])('have one key: %s, %s', (...spellings) => {
    expect([...new Set(spellings.map(street))]).toHaveLength(1);
  });

  it.each([
    ['中央町1-2(3)', '中央町1-23'],
    ['中央町1・2', '中央町12'],
    ['中央町1,2', '中央町12'],
  ])('do not lose what stands between two numbers: %s, %s', (one, other) => {
    expect(street(one)).not.toBe(street(other));
  });
});
