import { atMost, form } from '@todoke/web';
import { z } from 'zod';
import { longestTyped, shortestPassword } from '../../domain/password-rule.js';

const hint = `半角の英大文字・英小文字・数字をすべて含む${shortestPassword}文字以上。記号や長い文も使えます。`;

const typed = z.string().min(1).check(atMost(longestTyped));

const schema = z
  .object({ password: typed, confirmation: typed })
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
