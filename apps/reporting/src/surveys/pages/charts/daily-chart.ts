import { prefectureName } from '@todoke/japan';
import type { AreaCounts } from '../../persistence/by-area.js';
import type { Counts } from '../../persistence/rounds.js';

/** A row of the picture and of the table beside it. */
interface ChartRow {
  readonly label: string;
  readonly owing: number;
  readonly answered: number;
  readonly unanswered: number;
  /** Per cent of those who owe, rounded. */
  readonly share: number;
  /** The parts of the bar in per cent of its length. */
  readonly bar: { readonly answered: number; readonly unanswered: number };
  /** The list of its institutions, and of those who have not answered. */
  readonly list: string;
  readonly missing: string;
}

export interface ChartView {
  readonly rows: readonly ChartRow[];
  readonly total: ChartRow;
  /** What a row is. */
  readonly unit: '都道府県' | '二次医療圏';
}

/** 当日の日次調査回答状況 by 二次医療圏, or by prefecture for the whole country (R137). @param list of the round */
export function chartView(counts: readonly AreaCounts[], list: string, by: ChartView['unit']): ChartView {
  const to = (query: string): string => `${list}${query}`;
  const rows =
    by === '二次医療圏'
      ? counts.map((one) => rowOf(areaLabel(one), one, one.area === '' ? list : to(`&area=${one.area}`)))
      : [...Map.groupBy(counts, ({ prefecture }) => prefecture)].map(([code, own]) =>
          rowOf(prefectureName(code), sumOf(own), to(`&prefecture=${code}`)),
        );
  return { rows, total: rowOf('合計', sumOf(counts), list), unit: by };
}

const areaLabel = ({ areaName }: AreaCounts): string => (areaName === '' ? '二次医療圏が不明' : areaName);

const sumOf = (counts: readonly Counts[]): Counts => ({
  owing: counts.reduce((sum, { owing }) => sum + owing, 0),
  answered: counts.reduce((sum, { answered }) => sum + answered, 0),
});

function rowOf(label: string, { owing, answered }: Counts, list: string): ChartRow {
  const share = owing === 0 ? 0 : (answered / owing) * 100;
  return {
    label,
    owing,
    answered,
    unanswered: owing - answered,
    share: Math.floor(share),
    bar: { answered: share, unanswered: 100 - share },
    list,
    missing: `${list}&answered=no`,
  };
}
