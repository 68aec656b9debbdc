import { tableView } from '@todoke/web';
import { answerText } from '../answer-text.js';
import { isPlain, type GridItem, type RowsItem } from '../definition.js';
import type { Form } from '../form.js';
import { judge } from '../judge.js';
import { rowLabel } from '../labels.js';
import { placesOf, rowsOf, valueAt, type PlainValue, type Values } from '../values.js';

/** The data of the partial `form-answers`. */
export interface AnswersView {
  readonly sections: readonly {
    readonly title: string;
    /** For the partial `summary-list`. */
    readonly facts: readonly { label: string; value: string }[];
    readonly tables: readonly ReturnType<typeof tableView>[];
  }[];
}

/** What was answered, for reading only. What was not asked is left out. */
export function answersView(form: Form, values: Values): AnswersView {
  const judged = judge(form, values);
  const textAt = (place: Parameters<typeof valueAt>[1]): string => {
    const value: PlainValue | undefined =
      place.item.type === 'computed' ? judged.computed[place.name] : valueAt(values, place);
    return answerText(place.item, value);
  };
  const sections = form.sections.map(({ title, items }) => {
    const asked = items.filter(({ key }) => judged.shown.has(key));
    const facts = asked.flatMap((item) =>
      isPlain(item) ? [{ label: item.label, value: textAt({ name: item.key, item, of: item }) }] : [],
    );
    const tables = asked.flatMap((item) => (isPlain(item) ? [] : [tableOf(item)]));
    return { title, facts, tables };
  });
  return { sections };

  function tableOf(item: GridItem | RowsItem) {
    const places = placesOf(item, values);
    return tableView({
      caption: item.label,
      columns: [
        { label: item.type === 'rows' ? '行' : item.label, header: true },
        ...item.columns.map(({ label, type }) => ({ label, numeric: ['int', 'decimal', 'computed'].includes(type) })),
      ],
      rows: rowsOf(values, item).map((row) => [
        rowLabel(item, row),
        ...places.filter((place) => place.row === row).map(textAt),
      ]),
      empty: '回答はありません。',
    });
  }
}
