/** What the master knows of a medical institution. */
export type InstitutionType = 'hospital' | 'clinic' | 'dental-clinic' | 'midwifery-centre' | 'pharmacy';

/** 医療機能情報 and 薬局機能情報: two permissions to report, held separately (R160). */
export type Permission = 'medical' | 'pharmacy';

/** What an application or a register says of an institution. */
export interface InstitutionFacts {
  /** Two digits (JIS X 0401). */
  readonly prefecture: string;
  readonly name: string;
  readonly type: InstitutionType;
  /** 機関コード, unique within the prefecture (R87). */
  readonly institutionCode?: string;
  /** 保険機関コード or 助産所コード, ten digits. */
  readonly insuranceCode?: string;
  readonly postalCode?: string;
  readonly municipality: string;
  readonly street: string;
  readonly building?: string;
  readonly phone?: string;
}

export interface Institution extends InstitutionFacts {
  readonly id: string;
  readonly permissions: readonly Permission[];
  /** Whether a person can sign in for it. */
  readonly hasAccount: boolean;
  /** A voided institution came with an account that was voided, and matches nothing (R58). */
  readonly state: 'active' | 'voided';
  readonly version: number;
}

/** The report that an institution of this type owes: pharmacies 薬機法第8条の2, all others 医療法第6条の3. */
export const permissionFor = (type: InstitutionType): Permission => (type === 'pharmacy' ? 'pharmacy' : 'medical');

/** 薬局 and so on, as people read it (R23). */
export const typeNames: Readonly<Record<InstitutionType, string>> = {
  hospital: '病院',
  clinic: '診療所',
  'dental-clinic': '歯科診療所',
  'midwifery-centre': '助産所',
  pharmacy: '薬局',
};

export const permissionNames: Readonly<Record<Permission, string>> = {
  medical: '医療機能情報',
  pharmacy: '薬局機能情報',
};
