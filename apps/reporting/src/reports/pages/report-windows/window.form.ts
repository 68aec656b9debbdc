import { form } from '@todoke/web';
import { z } from 'zod';
import { yearWord } from '../../words.js';

const day = z.iso.date('日付を正しく入力してください。');

const yearsOfResults = (fiscalYear: number): number[] => [fiscalYear - 1, fiscalYear, fiscalYear - 2];

/** The days of a window; which of them fit together. @param fiscalYear the window's */
export const windowForm = (fiscalYear: number) =>
  form(
    z
      .object({
        opensOn: day,
        closesOn: day,
        extendedUntil: z.union([z.literal('').transform(() => undefined), day]).optional(),
        referenceDay: day,
        resultsFiscalYear: z.enum(yearsOfResults(fiscalYear).map(String)).transform(Number).optional(),
        note: z.string().optional(),
        version: z.coerce.number().int().min(0).catch(0),
      })
      .superRefine(({ opensOn, closesOn, extendedUntil }, context) => {
        const refuse = (field: string, message: string) => {
          context.addIssue({ code: 'custom', path: [field], message });
        };
        if (opensOn < `${fiscalYear}-04-01` || opensOn > `${fiscalYear + 1}-03-31`) {
          refuse(
            'opensOn',
            `開始日は、${fiscalYear}年度（${fiscalYear}年4月1日～${fiscalYear + 1}年3月31日）の日付を入力してください。`,
          );
        }
        if (closesOn < opensOn) refuse('closesOn', '終了日は、開始日以後の日付を入力してください。');
        if (extendedUntil !== undefined && extendedUntil <= closesOn) {
          refuse('extendedUntil', '延長後の終了日は、終了日より後の日付を入力してください。');
        }
        if ((extendedUntil ?? closesOn) > `${fiscalYear + 1}-12-31`) {
          refuse(
            extendedUntil === undefined ? 'closesOn' : 'extendedUntil',
            `${fiscalYear + 1}年12月31日までの日付を入力してください。`,
          );
        }
      }),
    {
      opensOn: { label: '開始日', input: 'date', required: true },
      closesOn: { label: '終了日', input: 'date', required: true },
      extendedUntil: { label: '延長後の終了日', input: 'date', hint: '報告期間を延長するときだけ入力してください。' },
      referenceDay: { label: '基準日', input: 'date', required: true },
      resultsFiscalYear: {
        label: '実績の年度',
        input: 'select',
        prompt: false,
        options: yearsOfResults(fiscalYear).map((year) => ({ value: String(year), label: yearWord(year) })),
        hint: '件数や患者数などの実績を報告する年度です。',
      },
      note: { label: '報告機関へのお知らせ', input: 'textarea', rows: 4, maxLength: 1000 },
      version: { label: '版', input: 'hidden' },
    },
  );
