import { type RowSource, sql, type Sql } from '@todoke/database';
import { byPlace, institutionRows } from '../../institutions/index.js';
import type { Owing } from './owing.js';

/** A row of the list of a round: an institution, and when it answered. */
export interface ListedRespondent {
  readonly id: string;
  readonly name: string;
  readonly prefecture: string;
  readonly municipality: string;
  readonly areaName: string;
  readonly phone: string | null;
  readonly answeredAt: Date | null;
  readonly late: boolean | null;
}

/** Who owes an answer to a round, as rows of a list. */
export function respondentRows({ from, answered }: Owing): RowSource<ListedRespondent, 'place' | 'name' | 'answered'> {
  const { id, name, prefecture, municipality, areaName, phone } = institutionRows;
  return {
    from,
    columns: { id, name, prefecture, municipality, areaName, phone, answeredAt: sql`a.answered_at`, late: sql`a.late` },
    row: (found) => found as unknown as ListedRespondent,
    key: { sql: id, kind: 'text' },
    sorts: {
      place: byPlace,
      name: [{ sql: name, kind: 'text' }],
      answered: [{ sql: sql`(CASE WHEN ${answered} THEN 1 ELSE 0 END)`, kind: 'integer' }],
    },
  };
}

/** 回答済 or 未回答. */
export const answeredIs = ({ answered }: Owing, yes: boolean): Sql => (yes ? answered : sql`NOT ${answered}`);

/** A row of the list of a round that prefectures answer. */
export interface ListedPrefecture {
  readonly id: string;
  readonly answeredAt: Date | null;
  readonly late: boolean | null;
}

export const prefectureRows = ({ from }: Owing): RowSource<ListedPrefecture, 'code'> => ({
  from,
  columns: { id: sql`p.id`, answeredAt: sql`a.answered_at`, late: sql`a.late` },
  row: (found) => found as unknown as ListedPrefecture,
  key: { sql: sql`p.id`, kind: 'text' },
  sorts: { code: [] },
});
