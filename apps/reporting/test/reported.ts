import { type Form, inputTexts, type Values } from '@todoke/forms';
import type { Visitor } from '@todoke/testing';
import { complete } from '../src/trial/complete.js';
import { formOf, formOn } from '../src/reports/forms.js';
import { putInstitutions } from './institutions.js';
import type { Running } from './running.js';

/** Within the usual window of the fiscal year 2026. */
export const january = new Date('2027-01-20T10:00:00+09:00');

/** What is typed in the tests: items of 基本情報 that every version of the form has. */
const known: Values = {
  name: '一番病院',
  name_kana: 'イチバンビョウイン',
  postal_code: '8908577',
  prefecture_code: '46',
  city_code: '201',
  address: '鹿児島県鹿児島市鴨池新町１０番１号',
  phone: '0992862707',
};

/** Of a hospital, or a pharmacy. */
export const hospitalForm = (kind: 'new' | 'yearly' | 'occasional' = 'yearly'): Form =>
  formOf({ scheme: 'medical', type: 'hospital', kind, formVersion: formOn('medical', '2027-01-20').version });

/** A whole report of a hospital, as it is stored. */
export const hospitalValues = (changes: Values = {}): Values =>
  complete(hospitalForm(), { ...known, ...changes }, 'a hospital of the tests');

/** Hospitals `i-1` of 鹿児島市 with an account of two people, `i-2` without anything known, and `t-1` of 徳島市. */
export async function reporters(service: Running): Promise<void> {
  const hospital = { type: 'hospital', permissions: ['medical'] };
  await putInstitutions(service, [
    { ...hospital, id: 'i-1', name: '一番病院', hasAccount: true },
    { ...hospital, id: 'i-2', name: '二番病院' },
    { ...hospital, id: 't-1', name: '徳島の病院', prefecture: '36', municipalityCode: '36201', municipality: '徳島市' },
  ]);
  await service.ask(
    `INSERT INTO reporting.institutions_people (id, version, role, prefecture, institution, name, addresses, active)
     VALUES ('institution', 1, 'institution', '46', 'i-1', '一番病院　事務', '{one@example.jp}', true)`,
  );
}

const tables = [
  'reports_drafts',
  'reports_history',
  'reports',
  'reports_published',
  'reports_known',
  'reports_windows',
];

/** As on the first day: nothing was reported, nothing is known, and no prefecture has set its days. */
export async function forget({ ask }: Pick<Running, 'ask'>): Promise<void> {
  for (const table of [...tables, 'audit']) await ask(`DELETE FROM reporting.${table}`);
}

/** What was known of an institution before its first report (R95). */
export const knew = ({ ask }: Pick<Running, 'ask'>, institution: string, values: Values, scheme = 'medical') =>
  ask(
    `INSERT INTO reporting.reports_known (institution, scheme, prefecture, values, as_of, source)
     VALUES ($1, $2, '46', $3, '2025-12-01', 'open-data')`,
    [institution, scheme, JSON.stringify(values)],
  );

/** Types everything that is asked, as the sections would. */
export async function typeAll(visitor: Visitor, path: string, values: Values, form = hospitalForm()) {
  const page = await visitor.get(`${path}/basic`);
  const texts = inputTexts(form, values);
  const seen = Object.fromEntries(Object.keys(texts).map((name) => [name, stored(page.html, name)]));
  return save(visitor, path, texts, seen);
}

/** What a page had shown. */
function stored(html: string, name: string): string {
  const seen = /name="_seen" value="([^"]*)"/.exec(html)?.[1] ?? '{}';
  const texts = JSON.parse(seen.replaceAll('&quot;', '"').replaceAll('&#x27;', "'").replaceAll('&amp;', '&')) as Record<
    string,
    string
  >;
  return texts[name] ?? '';
}

/** What the script of a section sends while somebody types. */
export async function save(visitor: Visitor, path: string, changes: object, seen: object = {}) {
  const answer = await visitor.once(`${path}/save`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', 'csrf-token': visitor.csrf },
    body: JSON.stringify({ changes, seen }),
  });
  return { status: answer.status, body: JSON.parse(answer.html) as Record<string, unknown> };
}

/** Presses a button that a page offers. */
export async function press(visitor: Visitor, path: string, fields: Record<string, string>, label: string) {
  return visitor.submit(await visitor.get(path), fields, label);
}

/** The state of the reports of an institution, the oldest first. */
export const statesOf = async ({ ask }: Pick<Running, 'ask'>, institution = 'i-1') =>
  (
    await ask<{ state: string }>(
      'SELECT state FROM reporting.reports WHERE institution = $1 ORDER BY fiscal_year, drafted_at',
      [institution],
    )
  ).map(({ state }) => state);
