import { formatDateTime } from '@todoke/japan';
import { type Cell, tableView } from '@todoke/web';
import { marks } from '../../domain/marks.js';
import { countOf, type ProxyFile, type RowCount, type RowState, rowStates } from '../../domain/proxy-file.js';
import { encodingWords, fileStateTags, markWords, rowStateTag, rowStateWords } from '../../words.js';
import { filingField } from './filing.form.js';
import { filePath } from './paths.js';

/** What the template of a file's page shows. */
export function fileView(file: ProxyFile, counts: readonly RowCount[]) {
  const path = filePath(file.id);
  const ready = countOf(counts, ['ready']);
  const done = countOf(counts, ['filed']);
  const { state } = file;
  const unfiled = state === 'reading' || state === 'read';
  return {
    path,
    fileName: file.fileName,
    facts: factsOf(file),
    counts: countsTable(path, counts),
    unread: state === 'reading',
    ...(state === 'filing' && { progress: { done, all: done + ready } }),
    ...(state === 'filed' && { filed: `${done.toLocaleString('ja-JP')}行を申請しました。` }),
    ...(state === 'read' &&
      ready > 0 && {
        filing: { rows: ready, action: `${path}/begin`, discard: `${path}/discard`, field: filingField(counts) },
      }),
    ...(unfiled && { discard: `${path}/discard` }),
  };
}

/** On one line, so that the rows and 申請する are seen without scrolling. */
const factsOf = ({ readAt, encoding, startedAt, finishedAt, state }: ProxyFile): string =>
  [
    `状態：${fileStateTags[state].tag.label}`,
    `文字コード：${encodingWords[encoding]}`,
    `読込日時：${formatDateTime(readAt)}`,
    ...(startedAt === null ? [] : [`申請日時：${formatDateTime(startedAt)}`]),
    ...(finishedAt === null ? [] : [`完了日時：${formatDateTime(finishedAt)}`]),
  ].join('\u3000');

const countsTable = (path: string, counts: readonly RowCount[]) =>
  tableView({
    caption: '行ごとの結果',
    columns: [{ label: '結果', header: true }, { label: '行数', numeric: true }, { label: '一覧' }],
    rows: [
      ...rowStates.filter((state) => countOf(counts, [state]) > 0).flatMap((state) => stateRows(path, counts, state)),
      ['すべて', countOf(counts, rowStates), { text: 'すべての行を見る', href: `${path}/rows` }],
    ],
  });

/** A state, and of rows that can be filed or were filed those that are marked. */
function stateRows(path: string, counts: readonly RowCount[], state: RowState): Cell[][] {
  const word = rowStateWords[state];
  const rows: Cell[][] = [
    [
      rowStateTag(state),
      countOf(counts, [state]),
      { text: `「${word}」の行を見る`, href: `${path}/rows?state=${state}` },
    ],
  ];
  for (const mark of marks) {
    const count = countOf(counts, [state], mark);
    if (count === 0) continue;
    const href = `${path}/rows?state=${state}&mark=${mark}`;
    rows.push([`　うち${markWords[mark]}`, count, { text: `「${markWords[mark]}」を見る`, href }]);
  }
  return rows;
}
