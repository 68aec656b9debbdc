/** The two permissions to report, which an account has independently (R160), and the scheme of each. */
import type { InstitutionType } from './institution-types.js';

export const permissions = ['medical', 'pharmacy'] as const;
export type Permission = (typeof permissions)[number];

/** The permission under which an institution of this type reports: pharmacies by 薬機法第8条の2, all others by 医療法第6条の3. */
export const permissionFor = (type: InstitutionType): Permission => (type === 'pharmacy' ? 'pharmacy' : 'medical');

/** The word for what is reported. */
export const permissionWords: Readonly<Record<Permission, string>> = {
  medical: '医療機能情報',
  pharmacy: '薬局機能情報',
};

/** The name of the scheme (R65): 医療機能情報提供制度, 薬局機能情報提供制度. */
export const schemeWord = (permission: Permission): string => `${permissionWords[permission]}提供制度`;
