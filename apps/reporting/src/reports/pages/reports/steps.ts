import { formatDateTime } from '@todoke/japan';
import { type Cell, tableView } from '@todoke/web';
import type { PastStep } from '../../persistence/history.js';
import { stepWord } from '../../words.js';

/** What became of a report, the newest first. */
export const stepsOf = (steps: readonly PastStep[]) =>
  tableView({
    caption: '報告の履歴',
    captionHidden: true,
    columns: [
      { label: '日時', header: true, whole: true },
      { label: '内容' },
      { label: '担当者' },
      { label: '理由', wide: true },
    ],
    rows: steps.map(({ at, name, state, reason }, index): Cell[] => [
      formatDateTime(at),
      stepWord(state, steps[index + 1]?.state),
      name ?? whoActs[state] ?? '',
      reason ?? '',
    ]),
  });

/** Who does a step, where the own name of the person is not known here. */
const whoActs: Readonly<Record<string, string>> = {
  draft: '報告機関の担当者',
  submitted: '報告機関の担当者',
  returned: '都道府県の担当者',
  released: '都道府県の担当者',
};
