/** A medical institution in the master. */
import type { InstitutionType, Permission } from '@todoke/lifecycle';

/** An institution as an application or another register describes it. */
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
  /** `voided`: it was added with an account that was voided, and matches nothing (R58). */
  readonly state: 'active' | 'voided';
  readonly version: number;
}
