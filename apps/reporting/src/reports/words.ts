import { atTokyo, type Day, formatDate } from '@todoke/japan';
import { permissionWords } from '@todoke/lifecycle';
import type { Kind, Report, State } from './domain/report.js';
import { lastDayOf, type ReportWindow } from './domain/window.js';

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

/** Until when it can be reported; undefined of 随時報告, which has no last day (R96). */
export const untilWord = ({ kind }: Pick<Report, 'kind'>, window: ReportWindow): string | undefined =>
  kind === 'occasional' ? undefined : dayWord(lastDayOf(window));

/** 2026年度. */
export const yearWord = (fiscalYear: number): string => `${fiscalYear}年度`;

/** 医療機能情報 2026年度 定期報告. */
export const reportTitle = ({ scheme, fiscalYear, kind }: Pick<Report, 'scheme' | 'fiscalYear' | 'kind'>): string =>
  `${permissionWords[scheme]}　${yearWord(fiscalYear)}　${kindWords[kind]}`;

/** A step of the history. @param before the state before it */
export function stepWord(state: State, before: State | undefined): string {
  switch (state) {
    case 'draft':
      return before === undefined ? '報告を開始' : before === 'submitted' ? '引き戻し' : '修正を開始';
    case 'submitted':
      return '報告';
    case 'returned':
      return '差戻し';
    case 'released':
      return '公表の手続き';
    case 'published':
      return '公表';
  }
}
