import { type RowSource, sql, type Sql } from '@todoke/database';
import type { Values } from '@todoke/forms';
import { byPlace, institutionRows, mailsOf, placedIn } from '../../institutions/index.js';
import type { Owing } from '../../surveys/index.js';

/** An institution that owes an answer to a round, and the answer that it has given. */
export interface AnswerRow {
  readonly id: string;
  readonly name: string;
  readonly prefecture: string;
  readonly municipality: string;
  readonly areaName: string;
  readonly institutionCode: string | null;
  readonly phone: string | null;
  readonly mails: readonly string[];
  readonly answers: Values | null;
  readonly answeredAt: Date | null;
  readonly late: boolean | null;
}

export type AnswerOrder = 'place' | 'name' | 'answered';

/** Who owes an answer to a round, with what was answered. */
export function answerRows({ from, answered }: Owing): RowSource<AnswerRow, AnswerOrder> {
  const { id, name, prefecture, municipality, areaName, institutionCode, phone } = institutionRows;
  return {
    from,
    columns: {
      id,
      name,
      prefecture,
      municipality,
      areaName,
      institutionCode,
      phone,
      mails: mailsOf(id),
      answers: sql`a.answers`,
      answeredAt: sql`a.answered_at`,
      late: sql`a.late`,
    },
    row: (found) => found as unknown as AnswerRow,
    key: { sql: id, kind: 'text' },
    sorts: {
      place: byPlace,
      name: [{ sql: name, kind: 'text' }],
      answered: [{ sql: sql`(CASE WHEN ${answered} THEN 1 ELSE 0 END)`, kind: 'integer' }, ...byPlace],
    },
  };
}

interface AnswerFilter {
  readonly answered?: boolean | undefined;
  readonly prefecture?: string | undefined;
  readonly area?: string | undefined;
}

export const answerConditions = (owing: Owing, { answered, ...place }: AnswerFilter): Sql[] => [
  ...owing.where,
  ...(answered === undefined ? [] : [answered ? owing.answered : sql`NOT ${owing.answered}`]),
  ...placedIn(place),
];
