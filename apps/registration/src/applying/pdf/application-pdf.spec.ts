import { textOfPdf } from '../../../test/pdf-text.js';
import { ApplicationPdf, type ApplicationSheet } from './application-pdf.js';

const sheet: ApplicationSheet = {
  number: 'APF-00001750',
  submittedAt: '2026年12月30日 23:59',
  sections: [
    { title: '機関情報', items: [{ label: '機関名', value: '医療法人社団髙﨑会㈱①サンプル薬局' }] },
    { title: '連絡先情報', items: [{ label: 'メールアドレス', value: 'xxx@example.com' }] },
  ],
  contact: '厚生労働省G-MIS事務局',
};

describe('The sheet of an application (R43)', () => {
  const pdf = new ApplicationPdf();

  it('holds its text so that it can be read out again, 髙﨑㈱① too', async () => {
    const text = textOfPdf(await pdf.draw(sheet));
    for (const line of ['申請番号：APF-00001750', '機関情報', '医療法人社団髙﨑会㈱①サンプル薬局', 'xxx@example.com']) {
      expect(text).toContain(line);
    }
    expect(text).not.toContain('\uFFFD');
  });

  it('is read out by something that would miss what is not there', async () => {
    expect(textOfPdf(await pdf.draw(sheet))).not.toContain('鹿児島');
  });

  it('goes on to another page and loses nothing when everything is long', async () => {
    const items = Array.from({ length: 40 }, (_, index) => ({ label: `項目${index}`, value: '長い名称'.repeat(25) }));
    const bytes = await pdf.draw({ ...sheet, sections: [{ title: '機関情報', items }] });
    const text = textOfPdf(bytes);
    expect(bytes.toString('latin1').match(/\/Type \/Page\b(?!s)/g)?.length).toBeGreaterThan(1);
    expect(items.filter(({ label }) => !text.includes(label))).toEqual([]);
    expect(text.replaceAll('\n', '').match(/長い名称/g)).toHaveLength(40 * 25);
  });
});
