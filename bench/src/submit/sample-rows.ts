import { rows } from '@todoke/testing';
import type { SampleRow } from './bare-route.js';

/** What 申請する writes, table by table, and what of each row belongs to it alone. */
const written: Readonly<Record<string, SampleRow['keys']>> = {
  drafts: { id: 'id', verification_id: 'id', number: 'number' },
  applications: { number: 'number', draft_id: 'id' },
  application_steps: { number: 'number' },
  outbox: { id: 'id' },
  audit: {},
};
/** Counted by the table itself. */
const counted: Readonly<Record<string, string>> = { outbox: 'position', audit: 'id' };

/** The rows that were written last, and empty tables of the same shape to write them to again. */
export async function sampleRows(adminUrl: string): Promise<SampleRow[]> {
  await rows(adminUrl, 'CREATE SCHEMA bare');
  return Promise.all(
    Object.entries(written).map(async ([table, keys]) => {
      const copy = `bare."${table}"`;
      await rows(adminUrl, `CREATE TABLE ${copy} (LIKE registration."${table}" INCLUDING ALL)`);
      const which = table === 'drafts' ? `WHERE stage = 'submitted'` : '';
      const [row = {}] = await rows<Record<string, string | null>>(
        adminUrl,
        `SELECT (SELECT jsonb_object_agg(key, value) FROM jsonb_each_text(to_jsonb(found))) AS row
         FROM (SELECT * FROM registration."${table}" ${which} ORDER BY ctid DESC LIMIT 1) AS found`,
      );
      const values = Object.entries(row['row'] as unknown as Record<string, string | null>).filter(
        ([name]) => name !== counted[table],
      );
      return { table: copy, columns: values.map(([name]) => name), values: values.map(([, value]) => value), keys };
    }),
  );
}
