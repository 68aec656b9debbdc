import { applicationFields, applicationKeys, type ApplicationKey } from '@todoke/application-form';
import type { Answer, Visitor } from '@todoke/testing';
import { pharmacy } from './samples.js';

/** What stands in a row, by items. */
export type Cells = Partial<Record<ApplicationKey, string>>;

export const header = applicationKeys.map((key) => applicationFields[key].label);

/** Rows as a spreadsheet writes them. */
export const csvOf = (rows: readonly (readonly string[])[], end = '\r\n'): string =>
  rows
    .map((cells) => cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(','))
    .join(end) + end;

/** A row of a pharmacy in 鹿児島市 that no other row is about. */
export function cellsOf(serial: number, changes: Cells = {}): string[] {
  const told: Cells = {
    ...pharmacy,
    institutionType: '薬局',
    prefecture: '鹿児島県',
    institutionName: `第${serial}薬局`,
    street: `鴨池新町${serial}番`,
    codeHolding: '2',
    insuranceCode: '',
    email: `yakkyoku-${serial}@example.jp`,
    ...changes,
  };
  return applicationKeys.map((key) => told[key] ?? '');
}

/** A file with a header and these rows; of a number, with so many rows that are right. */
export const fileOf = (rows: number | readonly (readonly string[])[]): string =>
  csvOf([header, ...(typeof rows === 'number' ? Array.from({ length: rows }, (_, at) => cellsOf(at + 1)) : rows)]);

/** Chooses a file and presses 読み込む. */
export async function sendFile(
  visitor: Visitor,
  bytes: string | Uint8Array,
  { page, name = '申請.csv' }: { readonly page?: Answer; readonly name?: string } = {},
): Promise<Answer> {
  const asked = page ?? (await visitor.get('/proxy-applications/files'));
  const body = new FormData();
  body.set('_csrf', asked.csrf);
  body.set('request', /name="request" value="([^"]+)"/.exec(asked.html)?.[1] ?? '');
  body.set('file', new File([typeof bytes === 'string' ? bytes : new Uint8Array(bytes)], name));
  const answer = await visitor.once('/proxy-applications/files', { method: 'POST', body });
  return answer.to === undefined ? answer : visitor.get(answer.to);
}
