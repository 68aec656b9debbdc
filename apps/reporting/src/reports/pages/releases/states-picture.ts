import type { Snapshot, Sql } from '@todoke/database';
import { prefectureName } from '@todoke/japan';
import { type Fragment, tableView, template } from '@todoke/web';
import { reportedStates, states } from '../../domain/report.js';
import { countStates, type StateCount } from '../../persistence/release-counts.js';
import type { Wanted } from '../../persistence/release-list.js';
import { stateTags } from '../../words.js';

const view = template(import.meta.url, './states-picture.hbs');

const shown = ['none', ...states] as const;

/** How far the institutions of each place have come: a bar of all states, and the same figures as a table (R50). */
export const statesPicture =
  (wanted: Wanted) =>
  async (snapshot: Snapshot, where: readonly Sql[]): Promise<Fragment | undefined> => {
    const counts = await countStates(snapshot, wanted, where);
    if (counts.length === 0) return undefined;
    const several = new Set(counts.map(({ prefecture }) => prefecture)).size > 1;
    const places = [...Map.groupBy(counts, (one) => (several ? one.prefecture : one.area)).values()];
    const rows = places.map((own) => ({ label: nameOf(own, several), ...figuresOf(own) }));
    const whole = figuresOf(counts);
    const unit = several ? '都道府県' : '二次医療圏';
    const table = tableView({
      caption: `${unit}ごとの報告の状況`,
      columns: [
        { label: unit, header: true },
        ...shown.map((state) => ({ label: stateTags[state].label, numeric: true })),
        { label: '計', numeric: true },
      ],
      rows: [...rows, { label: '合計', ...whole }].map(({ label, figures, total }) => [label, ...figures, total]),
    });
    const keys = shown.map((state) => ({ state, label: stateTags[state].label }));
    return (around) => view({ keys, rows, table }, around);
  };

function nameOf([one]: readonly StateCount[], several: boolean): string {
  if (one === undefined) return '';
  return several ? prefectureName(one.prefecture) : one.areaName === '' ? '二次医療圏が不明' : one.areaName;
}

/** The figures of a place, and its bar in per cent of its length. */
function figuresOf(counts: readonly StateCount[]) {
  const figures = shown.map((state) => sum(counts.filter((one) => one.state === state).map(({ count }) => count)));
  const total = sum(figures);
  let x = 0;
  const bar = shown.map((state, index) => {
    const width = ((figures[index] ?? 0) / total) * 100;
    const part = { state, x, width };
    x += width;
    return part;
  });
  const reported = sum(reportedStates.map((state) => figures[shown.indexOf(state)] ?? 0));
  return { figures, total, bar, reported };
}

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
