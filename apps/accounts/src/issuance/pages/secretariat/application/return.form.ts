import { form } from '@todoke/web';
import { z } from 'zod';
import { longestReason } from '../../../domain/decisions.js';

/** 差戻し: why the application goes back, and the round that the official saw. */
export const returnForm = form(
  z.object({ round: z.coerce.number().int().positive().catch(0), reason: z.string().min(1) }),
  {
    round: { label: '回', input: 'hidden' },
    reason: {
      label: '差戻しの理由',
      input: 'textarea',
      required: true,
      rows: 4,
      maxLength: longestReason,
      hint: '都道府県の申請の画面に表示されます。どの項目を確認してほしいかを書いてください。申請者には送られません。',
    },
  },
);
