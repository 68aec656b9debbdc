import { institutionTypes } from '@todoke/lifecycle';
import { form } from '@todoke/web';
import { z } from 'zod';

const schema = z.object({
  type: z.enum(institutionTypes.map(({ value }) => value)).optional(),
  municipalities: z.array(z.string().regex(/^\d{5}$/)).optional(),
  assignee: z.string().min(1).max(100),
});

/** A rule of 担当の割り当て. The page offers the people and the municipalities of the prefecture. */
export const ruleForm = form(schema, {
  type: { label: '機関区分', input: 'select', prompt: 'すべての機関区分', options: institutionTypes },
  municipalities: {
    label: '市区町村',
    input: 'checkbox',
    options: [],
    hint: '一つも選ばないと、すべての市区町村が対象です。保健所を担当にしたときは、その管轄の市区町村が対象になります。',
  },
  assignee: { label: '担当', input: 'select', required: true },
});
