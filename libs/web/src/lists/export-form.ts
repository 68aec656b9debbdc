import { z } from 'zod';
import { form } from '../forms/form.js';

const only = <Value extends string>(value: Value, label: string) => [{ value, label }] as const;

/** The choices of エクスポート, with the words of the manuals (R136, R147). */
export const exportForm = form(
  z.object({
    view: z.enum(['details']),
    format: z.enum(['csv']),
    encoding: z.enum(['cp932', 'utf-8']),
  }),
  {
    view: { label: 'エクスポートビュー', input: 'select', prompt: false, options: only('details', '詳細のみ') },
    format: { label: '形式', input: 'select', prompt: false, options: only('csv', 'カンマ区切り形式(.csv)') },
    encoding: {
      label: '文字コード',
      input: 'select',
      prompt: false,
      hint: '日本語(Shift-JIS)はExcelでそのまま開けます。書けない文字は「〓」に置き換え、どの文字かをダウンロードの後にお知らせします。Unicode(UTF-8)はすべての文字を書けます。',
      options: [
        { value: 'cp932', label: '日本語(Shift-JIS)' },
        { value: 'utf-8', label: 'Unicode(UTF-8)' },
      ],
    },
  },
);

type ExportChoice = z.output<typeof exportForm.schema>;
export type Encoding = ExportChoice['encoding'];
