import { z } from 'zod';
import { form } from '../forms/form.js';

const only = <Value extends string>(value: Value, label: string) => [{ value, label }] as const;

/** The choices of エクスポート, with the words of the manuals (R136, R147). */
export const exportForm = form(
  z.object({
    view: z.enum(['details']),
    format: z.enum(['csv']),
    encoding: z.enum(['cp932', 'utf-8']),
    /** What becomes of characters that CP932 does not have: they stop the export, become 〓, or are listed. */
    unwritable: z.enum(['stop', 'replace', 'list']).catch('stop'),
  }),
  {
    view: { label: 'エクスポートビュー', input: 'select', prompt: false, options: only('details', '詳細のみ') },
    format: { label: '形式', input: 'select', prompt: false, options: only('csv', 'カンマ区切り形式(.csv)') },
    encoding: {
      label: '文字コード',
      input: 'select',
      prompt: false,
      hint: 'Excelでそのまま開けます。日本語(Shift-JIS)で書けない文字がある場合は、ダウンロードの前にお知らせします。',
      options: [
        { value: 'cp932', label: '日本語(Shift-JIS)' },
        { value: 'utf-8', label: 'Unicode(UTF-8)' },
      ],
    },
    unwritable: { label: '書けない文字', input: 'hidden' },
  },
);

type ExportChoice = z.output<typeof exportForm.schema>;
export type Encoding = ExportChoice['encoding'];
