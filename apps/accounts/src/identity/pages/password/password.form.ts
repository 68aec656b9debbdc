import { form } from '@todoke/web';
import { z } from 'zod';
import { shortestPassword } from '../../domain/password-rule.js';

const hint = `半角の英大文字・英小文字・数字をすべて含む${shortestPassword}文字以上。記号や長い文も使えます。`;

const schema = z
  .object({ password: z.string().min(1).max(1000), confirmation: z.string().min(1).max(1000) })
  .refine(({ password, confirmation }) => password === confirmation, {
    path: ['confirmation'],
    message: '新しいパスワードと確認用のパスワードが一致しません。',
  });

export const passwordForm = form(schema, {
  password: { label: '新しいパスワード', required: true, input: 'password', autocomplete: 'new-password', hint },
  confirmation: {
    label: '新しいパスワード（確認用）',
    required: true,
    input: 'password',
    autocomplete: 'new-password',
  },
});
