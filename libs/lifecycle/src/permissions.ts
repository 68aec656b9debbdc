/** The two permissions to report, held separately (R160), and the scheme of each. */
import type { InstitutionType } from './institution-types.js';

export const permissions = ['medical', 'pharmacy'] as const;
export type Permission = (typeof permissions)[number];

/** The report that an institution of this type owes: pharmacies 薬機法第8条の2, all others 医療法第6条の3. */
export const permissionFor = (type: InstitutionType): Permission => (type === 'pharmacy' ? 'pharmacy' : 'medical');

/** What is reported. */
export const permissionWords: Readonly<Record<Permission, string>> = {
  medical: '医療機能情報',
  pharmacy: '薬局機能情報',
};

/** The scheme under which it is reported (R65): 医療機能情報提供制度, 薬局機能情報提供制度. */
export const schemeWord = (permission: Permission): string => `${permissionWords[permission]}提供制度`;
