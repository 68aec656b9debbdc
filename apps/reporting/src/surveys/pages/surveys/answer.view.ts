import { answerText, type Form, type GridItem, type Item, type RowsItem, type Value, type Values } from '@todoke/forms';
import { formatDateTime } from '@todoke/japan';
import { tableView, type Cell } from '@todoke/web';
import { differences } from '../../domain/differences.js';
import { formOf } from '../../forms.js';
import type { AnswerVersion } from '../../persistence/versions.js';

/** A part of a section: facts one below the other, or a table. */
type Block = { readonly items: { label: string; value: string }[] } | { readonly table: ReturnType<typeof tableView> };

/** The answer for reading: sections with what was answered, by the version of the form in which it was given. */
export const sectionsOf = (form: Form, values: Values): object[] =>
  form.sections.map(({ title, items }) => ({ title, blocks: blocksOf(items, values) }));

function blocksOf(items: readonly Item[], values: Values): Block[] {
  const blocks: Block[] = [];
  for (const item of items) {
    if (item.type === 'grid' || item.type === 'rows') {
      blocks.push({ table: tableOf(item, values[item.key]) });
      continue;
    }
    const fact = { label: item.label, value: answerText(item, values[item.key]) };
    const last = blocks.at(-1);
    if (last !== undefined && 'items' in last) last.items.push(fact);
    else blocks.push({ items: [fact] });
  }
  return blocks;
}

function tableOf(item: GridItem | RowsItem, value: Value | undefined) {
  const rows: readonly (readonly [string, Readonly<Record<string, Value>>])[] =
    item.type === 'grid'
      ? item.rows.map(({ code, label }) => [
          label,
          (value as Record<string, Record<string, Value>> | undefined)?.[code] ?? {},
        ])
      : ((value as Record<string, Value>[] | undefined) ?? []).map((cells, at) => [`${at + 1}行目`, cells]);
  return tableView({
    caption: item.label,
    columns: [
      { label: '', header: true },
      ...item.columns.map(({ label, type }) => ({ label, numeric: isFigure(type) })),
    ],
    rows: rows.map(([label, cells]): Cell[] => [
      label,
      ...item.columns.map((column) => answerText(column, cells[column.key])),
    ]),
    empty: '入力はありません。',
  });
}

const isFigure = (type: Item['type']): boolean => ['int', 'decimal', 'computed'].includes(type);

/** Who answered what and when, the newest first (R141). @param unnamed says who, where no name is known */
export function historyOf(survey: Form, versions: readonly AnswerVersion[], path: string, unnamed: string) {
  return tableView({
    caption: '回答の履歴',
    captionHidden: true,
    columns: [
      { label: '版', header: true },
      { label: '回答日時' },
      { label: '回答者' },
      { label: '変更した項目', wide: true },
    ],
    rows: versions.map(({ version, formVersion, values, at, name, by }, index): Cell[] => {
      const before = versions[index + 1];
      const changed = before === undefined ? [] : differences(formOf(survey, formVersion), before.values, values);
      return [
        { text: `第${version}版`, href: `${path}?version=${version}` },
        formatDateTime(at),
        name ?? `${unnamed}（${by}）`,
        before === undefined ? '最初の回答' : changed.length === 0 ? '変更なし' : changed.join('、'),
      ];
    }),
  });
}
