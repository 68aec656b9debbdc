import { lengthOf, readLoginId } from '@todoke/japan';
import { atMost } from '@todoke/web';
import { z } from 'zod';

/** Characters of the typed text. */
const longestLoginId = 100;

export const canBeTyped = (loginId: string): boolean => lengthOf(loginId) <= longestLoginId;

/**
 * ユーザ名 as it is typed on every page that asks for it. Whether a login ID exists makes no difference: what cannot be one
 * is told by its characters alone.
 */
export const typedLoginId = z
  .string()
  .min(1)
  .check(atMost(longestLoginId))
  .transform(readLoginId)
  .refine((loginId) => /^[!-~]+$/.test(loginId), {
    error: 'ユーザ名は半角の英数字で入力してください。日本語入力がオンになっている場合は、オフにしてください。',
  });

export const loginIdField = { label: 'ユーザ名', required: true, autocomplete: 'username', width: 'medium' } as const;
