import type { InstitutionType } from '@todoke/lifecycle';

/** An institution as accounts announces it. */
export interface Institution {
  readonly id: string;
  readonly name: string;
  readonly type: InstitutionType;
  /** Two digits. */
  readonly prefecture: string;
  /** As it is written in the address. */
  readonly municipality: string;
  readonly location: string;
  /** Digits alone. */
  readonly phone?: string | undefined;
  /** 機関コード, unique within its prefecture (R87). */
  readonly institutionCode?: string | undefined;
  /** 保険機関コード or 助産所コード, ten digits. */
  readonly insuranceCode?: string | undefined;
  readonly hasAccount: boolean;
}
