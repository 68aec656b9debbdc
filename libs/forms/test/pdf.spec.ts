import { textOfPdf } from '@todoke/testing';
import { formOf } from '../src/index.js';
import { formPdf, lackingInPdf } from '../src/pdf/index.js';
import { example } from './example.js';

const form = formOf(example());
const values = {
  name: '髙﨑病院',
  beds: 1234,
  used: 617,
  hours: { mon: { begin: '22:00', end: '06:00' } },
  staff: [{ job: 'nurse', full: 2 }],
};

describe('The PDF of a form, for an approval', () => {
  it('has every item that is asked with its answer as people read it, tables row by row', async () => {
    const text = textOfPdf(await formPdf(form, values, ['髙﨑病院', '対象日：2026年11月20日']));
    for (const part of ['例の調査', '対象日：2026年11月20日', '1,234床', '50.0%', '（回答なし）', '確認者：']) {
      expect(text).toContain(part);
    }
    const whole = text.replaceAll('\n', '');
    expect(whole).toContain('開始 22:00、終了 6:00');
    expect(whole).toContain('職種 看護師、常勤 2人、総数 2.0人');
    expect(whole).not.toContain('制限の内容');
    expect(whole).not.toContain('未回答の必須項目');
  });

  it('says how much is missing, and which characters its font lacks', async () => {
    expect(textOfPdf(await formPdf(form, {}, []))).toContain('未回答の必須項目：3件');
    expect(await lackingInPdf(form, { ...values, note: 'łabc' })).toEqual([{ label: '備考', characters: ['ł'] }]);
  });
});
