import { readLoginId } from '@todoke/japan';
import { z } from 'zod';

/** Of the typed text. */
export const longestLoginId = 100;

/**
 * ユーザ名 as it is typed on every page that asks for it. Whether a login ID exists makes no difference: what cannot be one
 * is told by its characters alone.
 */
export const typedLoginId = z
  .string()
  .min(1)
  .max(longestLoginId)
  .transform(readLoginId)
  .refine((loginId) => /^[!-~]+$/.test(loginId), {
    error: 'ユーザ名は半角の英数字で入力してください。日本語入力がオンになっている場合は、オフにしてください。',
  });

export const loginIdField = { label: 'ユーザ名', required: true, autocomplete: 'username', width: 'medium' } as const;
