import { form } from '@todoke/web';
import { z } from 'zod';

/** Code points; a longer one is nobody's. */
export const longestLoginId = 100;

const typed = z.object({ loginId: z.string().min(1).max(longestLoginId), password: z.string().min(1).max(1000) });

export const loginForm = form(typed, {
  loginId: { label: 'ユーザ名', required: true, autocomplete: 'username', width: 'medium' },
  password: {
    label: 'パスワード',
    required: true,
    input: 'password',
    autocomplete: 'current-password',
    width: 'medium',
  },
});
