import { randomUUID } from 'node:crypto';
import { checkPhone } from '@todoke/japan';
import { form, sentText } from '@todoke/web';
import { isUuid } from '@todoke/database';
import { z } from 'zod';
import { checkedFacts, fewestFacts } from '../../domain/identity-check.js';
import { factWords } from '../../words.js';

const longestNote = 200;

const schema = z.object({
  facts: z.array(z.enum(checkedFacts)).min(fewestFacts, `確認できた事項を${String(fewestFacts)}つ以上選んでください。`),
  callback: z
    .string()
    .optional()
    .transform((typed, context) => {
      if (typed === undefined) return undefined;
      const read = checkPhone(typed);
      if (read.ok) return read.number;
      context.addIssue({ code: 'custom', message: '折り返した電話番号は、10桁または11桁の数字で入力してください。' });
      return z.NEVER;
    }),
  note: z.string().optional(),
});

/** 本人確認 before a login ID is shown (R119, R163). */
export const checkForm = form(schema, {
  facts: {
    label: '確認できた事項',
    input: 'checkbox',
    required: true,
    hint: `照会した人に答えてもらい、登録されている内容と一致した事項を${String(fewestFacts)}つ以上選んでください。`,
    options: checkedFacts.map((value) => ({ value, label: factWords[value] })),
  },
  callback: {
    label: '折り返した電話番号',
    input: 'tel',
    inputMode: 'tel',
    autocomplete: 'off',
    width: 'medium',
    hint: '登録されている電話番号に折り返して確認したときに入力してください。',
  },
  note: {
    label: '備考',
    input: 'textarea',
    rows: 2,
    maxLength: longestNote,
    hint: '照会した人以外の個人情報は書かないでください。',
  },
});

/** The id of the page that was sent, made once for each; a second click with the same id records nothing more. */
export function checkIdOf(body: unknown): string {
  const sent = sentText(body, 'check');
  return sent !== undefined && isUuid(sent) ? sent : randomUUID();
}
