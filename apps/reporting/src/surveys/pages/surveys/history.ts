import type { Form } from '@todoke/forms';
import { formatDateTime } from '@todoke/japan';
import { type Cell, tableView } from '@todoke/web';
import { differences } from '../../domain/differences.js';
import { formOf } from '../../forms.js';
import type { AnswerVersion } from '../../persistence/versions.js';

/** Who answered what and when, the newest first (R141). @param unnamed says who, where no name is known */
export function historyOf(survey: Form, versions: readonly AnswerVersion[], path: string, unnamed: string) {
  return tableView({
    caption: '回答の履歴',
    captionHidden: true,
    columns: [
      { label: '版', header: true },
      { label: '回答日時', whole: true },
      { label: '回答者' },
      { label: '変更した項目', wide: true },
    ],
    rows: versions.map(({ version, formVersion, values, at, name, by }, index): Cell[] => [
      { text: `第${version}版`, href: `${path}?version=${version}` },
      formatDateTime(at),
      name ?? `${unnamed}（${by}）`,
      changesSince(versions[index + 1], formOf(survey, formVersion), values),
    ]),
  });
}

function changesSince(before: AnswerVersion | undefined, form: Form, values: AnswerVersion['values']): string {
  if (before === undefined) return '最初の回答';
  const changed = differences(form, before.values, values);
  return changed.length === 0 ? '変更なし' : changed.join('、');
}
