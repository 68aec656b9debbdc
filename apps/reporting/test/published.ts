import type { Running } from './running.js';

/** A report that the public may read. */
export interface Sample {
  readonly institution: string;
  readonly type?: string;
  readonly prefecture?: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** Puts published reports where the release of reports puts them. */
export async function putPublished({ ask }: Pick<Running, 'ask'>, samples: readonly Sample[]): Promise<void> {
  const rows = samples.map((sample) => ({ type: 'hospital', prefecture: '46', ...sample }));
  await ask(
    `INSERT INTO reporting.reports_published
       (institution, scheme, type, prefecture, fiscal_year, form_version, values, published_on)
     SELECT institution, CASE type WHEN 'pharmacy' THEN 'pharmacy' ELSE 'medical' END, type, prefecture, 2025, 1,
            values, '2026-04-01'
     FROM jsonb_to_recordset($1::jsonb) AS told (institution text, type text, prefecture text, values jsonb)`,
    [JSON.stringify(rows)],
  );
}
