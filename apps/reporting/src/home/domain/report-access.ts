import type { Permission } from '@todoke/lifecycle';
import { phaseOf, windowOf, type ReportWindow, type YearlyWindow } from './report-window.js';

/** What one of the two buttons on the home page of an institution leads to (R57, R65). */
export type ReportAccess =
  /** The institution, or its prefecture's report window, is not stored here (yet). */
  | { readonly kind: 'unknown' }
  /** 権限が存在しない旨 (R57c). */
  | { readonly kind: 'not-permitted' }
  | { readonly kind: 'before' | 'open' | 'after'; readonly window: ReportWindow };

export interface Institution {
  readonly prefecture: string;
  readonly name: string;
  readonly permissions: readonly string[];
}

export function reportAccess(
  institution: Institution | undefined,
  scheme: Permission,
  yearly: YearlyWindow | undefined,
  now: Date,
): ReportAccess {
  if (institution === undefined || yearly === undefined) return { kind: 'unknown' };
  if (!institution.permissions.includes(scheme)) return { kind: 'not-permitted' };
  const window = windowOf(yearly, now);
  return { kind: phaseOf(window, now), window };
}
