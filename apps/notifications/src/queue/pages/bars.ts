import { type MailState, mailStates, mailStateWords } from '@todoke/lifecycle';
import { partial } from '@todoke/web';

partial('bars', import.meta.url, './bars.hbs');

interface Row {
  readonly name: string;
  readonly counts: Readonly<Record<MailState, number>>;
}

const total = ({ counts }: Row): number => mailStates.reduce((sum, state) => sum + counts[state], 0);

/** The data of the partial `bars`: lengths are percent of the longest bar. */
export function barsOf(rows: readonly Row[]) {
  const longest = Math.max(1, ...rows.map(total));
  return {
    states: mailStates.map((state) => ({ state, label: mailStateWords[state] })),
    bars: rows.map((row) => ({ name: row.name, sum: total(row), parts: partsOf(row, 100 / longest) })),
  };
}

function partsOf({ counts }: Row, scale: number): { state: MailState; from: string; wide: string }[] {
  let end = 0;
  return mailStates.flatMap((state) => {
    const from = end;
    end += counts[state] * scale;
    return counts[state] === 0 ? [] : [{ state, from: from.toFixed(2), wide: (end - from).toFixed(2) }];
  });
}
