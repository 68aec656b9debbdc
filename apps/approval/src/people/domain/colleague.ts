/** Roles of the people who work on applications. */
export type OfficialRole = 'prefecture' | 'health-centre' | 'secretariat';

/** A person of the reader's own prefecture. */
export interface Colleague {
  readonly sub: string;
  readonly role: OfficialRole;
  /** Municipality codes of a health centre, five digits each. */
  readonly area: readonly string[];
  readonly name: string;
}

/** What stands in place of the name of a person of another prefecture, or of one whose name is unknown. */
const words: Readonly<Record<OfficialRole, string>> = {
  prefecture: '都道府県の担当者',
  'health-centre': '保健所の担当者',
  secretariat: '事務局の担当者',
};

export const isOfficialRole = (role: string): role is OfficialRole => Object.hasOwn(words, role);

/** @param role undefined for a person of whom accounts has not told yet */
export const roleWord = (role: string | undefined): string =>
  role !== undefined && isOfficialRole(role) ? words[role] : '担当者';
