import type { Readable } from 'node:stream';
import type { Snapshot } from '@todoke/database';
import type { SignedIn } from '@todoke/service';
import { geta } from '@todoke/japan';
import { page, type PageView } from '../pages/page.js';
import { template } from '../pages/template.js';
import { tableView } from '../pages/views.js';
import type { WebReply } from '../sessions/web-session.js';
import { csvLine, harmless } from './csv.js';
import type { ListDeclaration, ListScope } from './declaration.js';
import { sendFile } from './download.js';
import { exportForm } from './export-form.js';
import { codePointOf, CsvRows, type Unwritable } from './rows-as-csv.js';
import { addressOf, type ListState } from './state.js';

const dialogView = template(import.meta.url, './export.hbs');
const unwritableView = template(import.meta.url, './unwritable.hbs');

/** Characters that are shown before a download; all of them are in the list that can be downloaded. */
const shownAtMost = 100;

const unwritableColumns = ['行', '行の見出し', '列', '文字', '文字の番号'];

/** One request for an export: the list, what its address says, and who asks. */
export interface ExportRequest<Row, Context> {
  readonly list: ListDeclaration<Row, Context>;
  /** Of the list's page. */
  readonly path: string;
  readonly state: ListState;
  readonly scope: ListScope<Context>;
  readonly person: SignedIn;
  readonly reply: WebReply;
}

/** エクスポート as a page: its three choices (R136, R147). */
export function exportDialog<Row, Context>(
  { list, path, state }: Pick<ExportRequest<Row, Context>, 'list' | 'path' | 'state'>,
  reading = exportForm.read({ view: 'details', format: 'csv', encoding: 'cp932' }),
): PageView {
  const form = exportForm.view({ ...reading.values, unwritable: 'stop' }, reading.ok ? [] : reading.errors);
  const data = { title: list.title, noun: list.noun, form, ...addressesOf(path, state) };
  return page(dialogView, data, { title: `${list.title}のエクスポート`, status: reading.ok ? 200 : 422 });
}

const addressesOf = (path: string, { kept }: ListState) => ({
  action: addressOf(`${path === '/' ? '' : path}/export`, kept),
  back: addressOf(path, kept),
});

/**
 * Answers エクスポート: the file, or a page that tells the characters which CP932 does not have. Both are of one
 * snapshot, so that no row can change in between.
 */
export async function exportList<Row, Context>(
  request: ExportRequest<Row, Context>,
  body: unknown,
): Promise<PageView | Readable | undefined> {
  const { list, state, scope, person, reply } = request;
  const reading = exportForm.read(body);
  if (!reading.ok) return exportDialog(request, reading);
  const { encoding, unwritable } = reading.value;
  const rows = new CsvRows(list, state.query, scope.context);
  const snapshot = await scope.rows.open();
  // A client that left while it waited for a place would keep that from others.
  if (reply.raw.destroyed) return void snapshot.end();
  // One that leaves later ends the query, whatever is being done.
  reply.raw.once('close', () => snapshot.end());
  try {
    if (encoding === 'cp932' && unwritable === 'stop') {
      const found = await firstUnwritable(rows, snapshot);
      if (found.count > 0) {
        await snapshot.commit();
        return unwritablePage(request, found);
      }
    }
    const detail = { ...chosen(state), unwritable };
    const { name, title } = list;
    if (unwritable === 'list') {
      const headingLine = csvLine(unwritableColumns);
      const file = { list: name, title: `${title}-書けない文字`, encoding: 'utf-8', headingLine, detail } as const;
      return await sendFile({ ...file, lines: unwritableLines(rows, snapshot) }, snapshot, scope, person, reply);
    }
    const file = { list: name, title, encoding, headingLine: rows.headingLine, detail };
    return await sendFile({ ...file, lines: lines(rows, snapshot) }, snapshot, scope, person, reply);
  } catch (error) {
    snapshot.end();
    if (reply.raw.destroyed) return undefined;
    throw error;
  }
}

interface Found {
  readonly first: readonly Unwritable[];
  readonly count: number;
}

async function firstUnwritable<Row, Context>(rows: CsvRows<Row, Context>, snapshot: Snapshot): Promise<Found> {
  const first: Unwritable[] = [];
  let count = 0;
  for await (const batch of rows.unwritable(snapshot)) {
    first.push(...batch.slice(0, shownAtMost - first.length));
    count += batch.length;
  }
  return { first, count };
}

function unwritablePage<Row, Context>(
  { list, path, state }: ExportRequest<Row, Context>,
  { first, count }: Found,
): PageView {
  const table = tableView({
    caption: '日本語(Shift-JIS)で書けない文字',
    columns: unwritableColumns.map((label, at) => ({ label, numeric: at === 0, wide: at === 1 })),
    rows: first.map(cellsOf),
  });
  const substitute = { substitute: geta, replaceLabel: `${geta}に置き換えてエクスポート` };
  const data = { title: list.title, table, ...substitute, count, more: count > first.length, shown: first.length };
  const title = `${list.title}のエクスポート：書けない文字`;
  return page(unwritableView, { ...data, ...addressesOf(path, state) }, { title, status: 422 });
}

const cellsOf = ({ line, row, column, character }: Unwritable): (string | number)[] => [
  line,
  row,
  column,
  character,
  codePointOf(character),
];

async function* lines<Row, Context>(rows: CsvRows<Row, Context>, snapshot: Snapshot) {
  for await (const batch of rows.cells(snapshot)) yield { text: batch.map(csvLine).join(''), rows: batch.length };
}

async function* unwritableLines<Row, Context>(rows: CsvRows<Row, Context>, snapshot: Snapshot) {
  for await (const batch of rows.unwritable(snapshot)) {
    const text = batch.map((found) => csvLine(cellsOf(found).map((value) => harmless(value)))).join('');
    yield { text, rows: batch.length };
  }
}

/** For the audit log: the filters that are set. What was typed into the search box may be a name, and is left out. */
const chosen = ({ kept, order }: ListState): Record<string, string> => ({
  order,
  ...Object.fromEntries(kept.map(([name, value]) => [`filter.${name}`, name === 'q' ? '…' : value])),
});
