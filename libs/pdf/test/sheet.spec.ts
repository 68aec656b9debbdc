import { textOfPdf } from '@todoke/testing';
import { drawSheet, lackingIn, type Sheet } from '../src/index.js';

const sheet: Sheet = {
  title: '申請内容',
  name: '新規ユーザ登録申請 APF-00001750',
  facts: ['申請番号：APF-00001750', '申請日時：2026年12月30日 23:59'],
  sections: [
    { title: '機関情報', items: [{ label: '機関名', value: '医療法人社団髙﨑会㈱①サンプル薬局' }] },
    { title: '連絡先情報', items: [{ label: 'メールアドレス', value: 'xxx@example.com' }] },
  ],
  foot: ['厚生労働省G-MIS事務局'],
};

describe('A sheet (R43)', () => {
  it('holds its text so that it can be read out again, 髙﨑㈱① too', async () => {
    const text = textOfPdf(await drawSheet(sheet));
    for (const line of ['申請番号：APF-00001750', '機関情報', '医療法人社団髙﨑会㈱①サンプル薬局', 'xxx@example.com']) {
      expect(text).toContain(line);
    }
    expect(text).not.toContain('\uFFFD');
  });

  it('has 〓 for a character that its font lacks, and says so', async () => {
    const items = [{ label: '機関名', value: 'Ała\uE38B𠀋㐧𪚥薬局' }];
    const text = textOfPdf(await drawSheet({ ...sheet, sections: [{ title: '機関情報', items }] }));
    expect(text).toContain('A〓a〓𠀋㐧〓薬局');
    expect(text).toContain('〓は、このファイルの書体にない文字です。');
    expect(textOfPdf(await drawSheet(sheet))).not.toContain('〓');
  });

  it('tells the characters that its font lacks before it is drawn, each once, with its item', async () => {
    const items = [
      { label: '機関名', value: 'łła\uE38B薬局\n\t　' },
      { label: '建物名', value: '髙﨑㈱①々〆ヶ～－' },
      { label: '担当部署', value: '𪚥' },
    ];
    expect(await lackingIn([{ title: '機関情報', items }])).toEqual([
      { label: '機関名', characters: ['ł', 'U+E38B'] },
      { label: '担当部署', characters: ['𪚥'] },
    ]);
  });

  it('has all kanji and kana of JIS X 0208 and of CP932, and of kanji beyond the BMP those of JIS X 0213', async () => {
    const bytes = Array.from({ length: 0x7d }, (_, row) => row + 0x81).flatMap((lead) =>
      Array.from({ length: 0xbd }, (_, trail) => [lead, trail + 0x40]),
    );
    const cp932 = new TextDecoder('windows-31j').decode(Uint8Array.from(bytes.flat()));
    const written = [...cp932].filter((sign) => /\p{sc=Han}|\p{sc=Hira}|\p{sc=Kana}/u.test(sign)).join('');
    expect([...written].length).toBeGreaterThan(6_000);
    const value = `${written}𠀋𠂉𠮟𠮷𡈽𡌛𡑮𡢽𡚴𡸴𣏤𣏚𣖔𣗄𣘹𣜌𣜿𣝣𣳾𤟱𥒎𥔎𥝱𥧄𥶡𦫿𦹀𧃴𧚄𨉷𨏍𨪙𨫤𨯁𨯯𩊱𩗏𩙿𩛰𩵋𩹉𩻄𩻩𩿎𪀯𪃹𪆐𪎌𪐷𪗱𪘂`;
    expect(await lackingIn([{ title: '', items: [{ label: '', value }] }])).toEqual([]);
  });

  it('is read out by something that would miss what is not there', async () => {
    expect(textOfPdf(await drawSheet(sheet))).not.toContain('鹿児島');
  });

  it('goes on to another page and loses nothing when everything is long', async () => {
    const items = Array.from({ length: 40 }, (_, index) => ({ label: `項目${index}`, value: '長い名称'.repeat(25) }));
    const bytes = await drawSheet({ ...sheet, sections: [{ title: '機関情報', items }] });
    const text = textOfPdf(bytes);
    expect(bytes.toString('latin1').match(/\/Type \/Page\b(?!s)/g)?.length).toBeGreaterThan(1);
    expect(items.filter(({ label }) => !text.includes(label))).toEqual([]);
    expect(text.replaceAll('\n', '').match(/長い名称/g)).toHaveLength(40 * 25);
  });
});
