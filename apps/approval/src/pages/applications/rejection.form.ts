import { form } from '@todoke/web';
import { z } from 'zod';
import { longestReason } from '../../domain/decide.js';

/** Line breaks are welcome in a reason; other control characters can be neither stored nor mailed. */
const forbidden = /[^\P{Cc}\n\t]/u;

const schema = z.object({
  reason: z
    .string()
    .transform((text) => text.replace(/\r\n?/g, '\n').trim())
    .pipe(
      z
        .string()
        .min(1, '却下理由を入力してください。')
        .refine((text) => [...text].length <= longestReason, `却下理由は${longestReason}文字以内で入力してください。`)
        .refine((text) => !forbidden.test(text) && text.isWellFormed(), '却下理由に使用できない文字が含まれています。'),
    ),
});

/** 却下理由 stands on the page and is required for rejecting (R64). */
export const rejectionForm = form(schema, {
  reason: {
    label: '却下理由',
    input: 'textarea',
    required: true,
    rows: 4,
    maxLength: longestReason,
    hint: '申請者に送るメールにそのまま記載されます。どの項目をどう直せばよいかを書いてください。',
  },
});
