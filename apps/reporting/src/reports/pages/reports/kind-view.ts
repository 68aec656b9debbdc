import { isReleased, type Possibility, type Why } from '../../domain/possible.js';
import type { Kind, Report } from '../../domain/report.js';
import { publicationDayOf, type ReportWindow, type Scheme } from '../../domain/window.js';
import { dayWord, kindWords, tagOf, yearWord } from '../../words.js';
import { reportPath } from './address.js';

/** A kind of report on the home of its scheme. */
export interface KindView {
  readonly label: string;
  readonly help: string;
  /** Begins it. */
  readonly begin?: { readonly action: string; readonly label: string };
  /** Leads to it. */
  readonly open?: { readonly href: string; readonly label: string };
  readonly state?: { readonly tag: object; readonly text: string };
  /** Why it is no button. */
  readonly why?: string;
}

const helps: Readonly<Record<Kind, string>> = {
  new: '前年度までの報告がない場合に使います。今年度の報告になります。',
  yearly: '前年度までに報告した内容をもとに、年に1回報告します。',
  occasional: '基本情報に変更があったときに、その都度報告します。',
};

export function kindView(scheme: Scheme, kind: Kind, possibility: Possibility, window: ReportWindow): KindView {
  const label = kindWords[kind];
  const base = { label, help: helps[kind] };
  const path = reportPath(scheme, kind);
  switch (possibility.is) {
    case 'possible':
      return { ...base, begin: { action: path, label: `${label}を始める` } };
    case 'impossible':
      return { ...base, why: whyWord(possibility.why, window) };
    case 'begun': {
      const { report } = possibility;
      const isOpen = report.state === 'draft' || report.state === 'returned';
      return {
        ...base,
        state: { tag: tagOf(report), text: progressWord(report) },
        open: { href: path, label: isOpen ? `${label}を続ける` : '報告した内容を確認する' },
      };
    }
  }
}

/** Beside the state of a report of the year. */
function progressWord(report: Report): string {
  const year = yearWord(report.fiscalYear);
  if (report.state === 'released') return `${year}　${dayWord(publicationDayOf(report.fiscalYear))}に公表されます`;
  return isReleased(report) && report.publishedOn !== undefined
    ? `${year}　${dayWord(report.publishedOn)}に公表`
    : year;
}

/** Why a kind of report is no button now. */
function whyWord(why: Why, window: ReportWindow): string {
  switch (why) {
    case 'before-window':
      return `報告期間の開始日（${dayWord(window.opensOn)}）から報告できます。`;
    case 'after-window':
      return '報告期間が終了したため、報告できません。管轄の都道府県の窓口にお問い合わせください。';
    case 'no-earlier':
      return '前年度までの報告がないため、新規報告を今年度の報告としてご利用ください。';
    case 'has-earlier':
      return '前年度までの報告があるため、定期報告をご利用ください。';
    case 'other-kind':
      return '今年度は、もう一方の種類で報告しています。';
  }
}
