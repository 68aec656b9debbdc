import { form } from '@todoke/web';
import { z } from 'zod';

/** 条件を保存: a name for the conditions that are set, and whether home shows them. */
export const filterForm = form(z.object({ name: z.string().min(1).max(40), onHome: z.boolean() }), {
  name: { label: '条件の名前', required: true, maxLength: 40, width: 'medium', hint: '例：未回答の病院' },
  onHome: { label: 'ホームに表示する', input: 'checkbox' },
});
