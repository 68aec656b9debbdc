import { type Form, judge, type PlainItem, type Value, type Values } from '@todoke/forms';
import { Chance } from '@todoke/trial';

/** More rounds than any chain of conditions needs: an answer may ask for others. */
const mostRounds = 20;

/**
 * Values with all that a form asks: what is missing is filled with samples that its items allow.
 * @param seed the same one makes the same samples
 * @throws where something is still missing in the end
 */
export function complete(form: Form, values: Values, ...seed: readonly (string | number)[]): Values {
  let filled = values;
  for (let round = 0; round < mostRounds; round++) {
    const { missing } = judge(form, filled);
    if (missing.length === 0) return filled;
    filled = missing.reduce((before, name) => withSample(form, before, name, new Chance(name, ...seed)), filled);
  }
  throw new Error(`${form.form}: still missing: ${judge(form, filled).missing.join()}`);
}

function withSample(form: Form, values: Values, name: string, chance: Chance): Values {
  const [key = '', row, column] = name.split('.');
  const item = form.item(key);
  if (item === undefined) return values;
  if (item.type !== 'grid' && item.type !== 'rows') return { ...values, [key]: sample(item, chance) };
  const table = values[key];
  const named = item.columns.filter((one) =>
    column === undefined ? isFirst(item.columns, one) || isOfWeekday(one) : one.key === column,
  );
  const cellsOf = (at: string): object => Object.fromEntries(named.map((one) => [one.key, cell(one, at, chance)]));
  if (item.type === 'rows') {
    const rows = Array.isArray(table) ? [...(table as readonly object[])] : [];
    const at = Number(row ?? '0');
    rows[at] = { ...rows[at], ...cellsOf('') };
    return { ...values, [key]: rows as unknown as Value };
  }
  const rows = (table ?? {}) as Readonly<Record<string, object>>;
  const missing = row === undefined ? item.rows.map(({ code }) => code) : [row];
  const filled = missing.map((at) => [at, { ...rows[at], ...cellsOf(at) }]);
  return { ...values, [key]: { ...rows, ...Object.fromEntries(filled) } as unknown as Value };
}

/** Tables tell of something usual: the first choice, and of Sunday the last. */
const cell = (column: PlainItem, row: string, chance: Chance): string | number | readonly string[] =>
  column.type === 'one' ? (column.options.at(row === 'sun' ? -1 : 0)?.code ?? '') : sample(column, chance);

const isOfWeekday = ({ key }: PlainItem): boolean => /^(mon|tue|wed|thu|fri)_/.test(key);

/** Of a table that is blank the first column that can be filled; the others follow where they are required. */
const isFirst = (columns: readonly PlainItem[], one: PlainItem): boolean =>
  columns.find(({ type, shownWhen }) => type !== 'computed' && shownWhen === undefined) === one;

const texts: Readonly<Record<string, string>> = {
  plain: '見本',
  kana: 'ミホン',
  'half-width': 'Sample',
  url: 'https://www.example.jp/',
  mail: 'info@example.jp',
  phone: '0992000000',
  'postal-code': '8908577',
};

function sample(item: PlainItem, chance: Chance): string | number | readonly string[] {
  switch (item.type) {
    case 'text':
      return (texts[item.format ?? 'plain'] ?? '見本').slice(0, item.maxLength);
    case 'int':
    case 'decimal': {
      const least = Math.ceil(item.min ?? 0);
      return chance.between(least, Math.max(least, Math.min(Math.floor(item.max ?? 20), least + 20)));
    }
    case 'one':
      return chance.of(item.options).code;
    case 'many':
      return [chance.of(item.options).code];
    case 'yes-no':
    case 'can':
      return chance.is(0.3) ? '1' : '0';
    case 'date':
      return '2020-04-01';
    case 'time':
      return item.key.endsWith('close') ? '17:00' : '09:00';
    case 'computed':
      return 0;
  }
}
