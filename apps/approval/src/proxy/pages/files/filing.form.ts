import { form } from '@todoke/web';
import { z } from 'zod';
import { type Mark, marks } from '../../domain/marks.js';
import { countOf, type RowCount } from '../../domain/proxy-file.js';
import { markWords } from '../../words.js';

const options = marks.map((value) => ({ value, label: markWords[value] }));

/** Which rows are not filed. Second applications are left out unless the official says otherwise. */
const filing = form(z.object({ without: z.array(z.enum(marks)) }), {
  without: {
    label: '申請しない行',
    input: 'checkbox',
    hint: '重複の可能性がある行です。選んだ行は申請しません。',
    options,
  },
});

const leftOutAtFirst: readonly Mark[] = ['applied', 'repeated'];

/** What is left out, as it was sent; what the page does not offer counts for nothing. */
export function leftOutIn(body: unknown): readonly Mark[] {
  const read = filing.read(body);
  return read.ok ? read.value.without : leftOutAtFirst;
}

/** The boxes, with how many rows each means; undefined where no row is marked. */
export function filingField(counts: readonly RowCount[]) {
  const offered = options
    .map(({ value, label }) => ({ value, label, count: countOf(counts, ['ready'], value) }))
    .filter(({ count }) => count > 0)
    .map(({ value, label, count }) => ({ value, label: `${label}（${count.toLocaleString('ja-JP')}行）` }));
  if (offered.length === 0) return undefined;
  return filing.view({ without: leftOutAtFirst }, [], { without: { options: offered } }).field.without;
}
