import { atMost, form } from '@todoke/web';
import { z } from 'zod';
import { longestTyped, typeable, typedByIme } from '../../domain/password-rule.js';
import { loginIdField, typedLoginId } from '../login-id.js';

/** A password is compared as it was typed. One that no password can be is told, and counts as no failure. */
const typed = z.object({
  loginId: typedLoginId,
  password: z.string().min(1).check(atMost(longestTyped)).regex(typeable, { error: typedByIme }),
});

export const loginForm = form(typed, {
  loginId: loginIdField,
  password: {
    label: 'パスワード',
    required: true,
    input: 'password',
    autocomplete: 'current-password',
    width: 'medium',
  },
});
