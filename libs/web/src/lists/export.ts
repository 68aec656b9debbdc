import type { Readable } from 'node:stream';
import type { Snapshot } from '@todoke/database';
import type { SignedIn } from '@todoke/service';
import { sentText } from '../forms/read-body.js';
import { page, type PageView } from '../pages/page.js';
import { template } from '../pages/template.js';
import type { WebReply } from '../sessions/web-session.js';
import { csvLine, harmless } from './csv.js';
import type { ListDeclaration, ListScope } from './declaration.js';
import { sendFile } from './download.js';
import { exportForm } from './export-form.js';
import { codePointOf, CsvRows, type Unwritable } from './rows-as-csv.js';
import { addressOf, type ListState } from './state.js';

const view = template(import.meta.url, './export.hbs');

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
  const form = exportForm.view(reading.values, reading.ok ? [] : reading.errors);
  const data = {
    title: list.title,
    noun: list.noun,
    form,
    action: addressOf(`${path === '/' ? '' : path}/export`, state.kept),
    back: addressOf(path, state.kept),
  };
  const title = `${list.title}のエクスポート`;
  return page(view, data, { title, scripts: ['exports.js'], status: reading.ok ? 200 : 422 });
}

/** Answers エクスポート with the file, or with the list of what CP932 cannot write. */
export async function exportList<Row, Context>(
  request: ExportRequest<Row, Context>,
  body: unknown,
): Promise<PageView | Readable | undefined> {
  const { list, state, scope, person, reply } = request;
  const reading = exportForm.read(body);
  if (!reading.ok) return exportDialog(request, reading);
  const { encoding } = reading.value;
  const rows = new CsvRows(list, state.query, scope.context);
  const snapshot = await scope.rows.open();
  // A client that left while it waited for a place would keep that from others.
  if (reply.raw.destroyed) return void snapshot.end();
  // One that leaves later ends the query, whatever is being done.
  reply.raw.once('close', () => snapshot.end());
  const { name, title } = list;
  const detail = chosen(state);
  const file = wantsUnwritable(body)
    ? ({
        list: name,
        title: `${title}-書けない文字`,
        encoding: 'utf-8',
        headingLine: csvLine(unwritableColumns),
        detail: { ...detail, unwritable: 'list' },
        lines: unwritableLines(rows, snapshot),
      } as const)
    : { list: name, title, encoding, headingLine: rows.headingLine, detail, lines: lines(rows, snapshot) };
  try {
    return await sendFile(file, snapshot, scope, person, reply);
  } catch (error) {
    snapshot.end();
    if (reply.raw.destroyed) return undefined;
    throw error;
  }
}

/** The button 書けない文字の一覧をダウンロード. */
const wantsUnwritable = (body: unknown): boolean => sentText(body, 'unwritable') === 'list';

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
