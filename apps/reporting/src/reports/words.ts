import { atTokyo, type Day, formatDate } from '@todoke/japan';
import type { Kind, Report, State } from './domain/report.js';

type Tag = { readonly label: string; readonly kind: 'success' | 'warning' | 'danger' | 'info' };

/** 新規報告, 定期報告, 随時報告 (R94–R96). */
export const kindWords: Readonly<Record<Kind, string>> = {
  new: '新規報告',
  yearly: '定期報告',
  occasional: '随時報告',
};

/** The states as everybody reads them. */
export const stateTags: Readonly<Record<State | 'none', Tag>> = {
  none: { label: '未報告', kind: 'danger' },
  draft: { label: '報告中', kind: 'warning' },
  submitted: { label: '報告済', kind: 'info' },
  returned: { label: '差戻し', kind: 'danger' },
  released: { label: '公表予定', kind: 'success' },
  published: { label: '公表', kind: 'success' },
};

export const tagOf = (report: Pick<Report, 'state'> | undefined): Tag => stateTags[report?.state ?? 'none'];

export const dayWord = (day: Day): string => formatDate(atTokyo(day));

/** 2026年度. */
export const yearWord = (fiscalYear: number): string => `${fiscalYear}年度`;
