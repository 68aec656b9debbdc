import { permissionGranted } from '@todoke/events';
import { schemeWord } from '@todoke/lifecycle';
import { defineMail } from '../define-mail.js';

/** M6, ③ 既存利用者確認 (R71, R109): an account that existed may report now. Proxies tell it themselves (R76). */
export const existingUser = defineMail({
  code: 'M6',
  at: import.meta.url,
  on: permissionGranted,
  when: ({ data }) => data.route === 'self',
  reference: ({ data }) => data.number,
  addresses: ({ data }) => data.addresses,
  facts: ({ data }) => ({
    number: data.number,
    institutionName: data.institutionName,
    location: data.location,
    loginId: data.loginId,
    scheme: schemeWord(data.permission),
  }),
  urgency: 2,
});
