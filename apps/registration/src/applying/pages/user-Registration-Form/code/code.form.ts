import { readVerificationCode } from '@todoke/japan';
import { form } from '@todoke/web';
import { z } from 'zod';

const sixDigits = '認証コードは、メールに記載された6桁の数字を入力してください。';

/** 認証コード (R19), read as people type and paste it: in full width, with blanks, hyphens or its label. */
export const codeForm = form(
  z.object({
    code: z
      .string()
      .transform((typed) => readVerificationCode(typed) ?? typed)
      .refine((code) => /^\d{6}$/.test(code), {
        error: ({ input }) => (input === '' ? '認証コードを入力してください。' : sixDigits),
      }),
  }),
  {
    code: {
      label: '認証コード',
      required: true,
      hint: '6桁の数字',
      inputMode: 'numeric',
      autocomplete: 'one-time-code',
      width: 'short',
    },
  },
);
