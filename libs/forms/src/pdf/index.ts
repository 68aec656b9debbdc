/** Forms on paper, for those who approve what is answered. */
import { drawSheet, lackingIn, type LackingCharacters, type SheetSection } from '@todoke/pdf';
import { answerText } from '../answer-text.js';
import { isPlain } from '../definition.js';
import type { Form } from '../form.js';
import { judge, type Judgement } from '../judge.js';
import { rowLabel } from '../labels.js';
import { placesOf, rowsOf, valueAt, type Place, type Values } from '../values.js';

/** Whose answers they are, and of when: 「さくら病院」, 「対象日：2026年11月20日」. */
export type Head = readonly string[];

/** What stands for a blank answer. */
const blank = '（回答なし）';

/** The bytes of a PDF: what was answered to each item that is asked, what is missing, and room for an approval. */
export function formPdf(form: Form, values: Values, head: Head): Promise<Buffer> {
  const judged = judge(form, values);
  const missing = judged.missing.length;
  return drawSheet({
    title: form.title,
    name: [form.title, ...head].join(' '),
    facts: [...head, ...(missing === 0 ? [] : [`未回答の必須項目：${missing}件`])],
    sections: sectionsOf(form, values, judged),
    foot: ['確認者：　　　　　　　　　　　　　　確認日：　　　　年　　　月　　　日'],
  });
}

/** Characters of the answers that the PDF cannot show, by the label of their item. */
export const lackingInPdf = (form: Form, values: Values): Promise<LackingCharacters[]> =>
  lackingIn(sectionsOf(form, values, judge(form, values)));

function sectionsOf(form: Form, values: Values, judged: Judgement): SheetSection[] {
  const textAt = (place: Place): string =>
    answerText(place.item, place.item.type === 'computed' ? judged.computed[place.name] : valueAt(values, place));
  return form.sections.map(({ title, items }) => ({
    title,
    items: items
      .filter(({ key }) => judged.shown.has(key))
      .flatMap((item) => {
        if (isPlain(item)) return [{ label: item.label, value: textAt({ name: item.key, item, of: item }) || blank }];
        const places = placesOf(item, values);
        const rows = rowsOf(values, item).map((row) => ({
          label: `${item.label} ${rowLabel(item, row)}`,
          value:
            places
              .filter((place) => place.row === row)
              .map((place) => [place.item.label, textAt(place)])
              .filter(([, text]) => text !== '')
              .map(([label, text]) => `${label} ${text}`)
              .join('、') || blank,
        }));
        return rows.length === 0 ? [{ label: item.label, value: blank }] : rows;
      }),
  }));
}
