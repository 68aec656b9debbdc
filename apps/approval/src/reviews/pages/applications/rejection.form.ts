import { form } from '@todoke/web';
import { z } from 'zod';
import { longestReason } from '../../domain/decide.js';

const schema = z.object({ reason: z.string().min(1) });

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
