import type { Day } from '@todoke/japan';
import type { InstitutionType, Permission } from '@todoke/lifecycle';

/** What accounts tells of an institution. */
export interface InstitutionFacts {
  readonly id: string;
  /** Of its row at accounts; the higher one is the newer. */
  readonly version: number;
  readonly name: string;
  readonly type: InstitutionType;
  /** Two digits (JIS X 0401). */
  readonly prefecture: string;
  /** As it is written in the address. */
  readonly municipality: string;
  /** Five digits; undefined where the prefecture has no municipality of that name. */
  readonly municipalityCode?: string | undefined;
  /** 住所 on one line. */
  readonly location: string;
  readonly phone?: string | undefined;
  readonly institutionCode?: string | undefined;
  readonly insuranceCode?: string | undefined;
  readonly permissions: readonly Permission[];
  readonly hasAccount: boolean;
}

/** An institution of 医療機関マスタ. */
export interface Institution extends InstitutionFacts {
  /** Its 二次医療圏 by the plan in force; undefined where none is known of its municipality. */
  readonly area?: { readonly code: string; readonly name: string; readonly plan: string } | undefined;
  /** The day in Japan of the first event about it. */
  readonly knownSince: Day;
  /** The first day on which it is closed. */
  readonly closedOn?: Day | undefined;
}
