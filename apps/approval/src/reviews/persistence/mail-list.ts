import { type RowSource, sql } from '@todoke/database';
import type { MailOutcome } from '../domain/mail.js';
import type { Review, StateName } from '../domain/review.js';

/** An application with the outcomes of its mails. */
export interface ListedMails extends Pick<Review, 'number' | 'prefecture' | 'receivedAt' | 'route'> {
  readonly institutionName: string;
  readonly state: StateName;
  readonly outcomes: readonly MailOutcome[];
}

type Found = Omit<ListedMails, 'outcomes'> & {
  readonly outcomes: readonly (Omit<MailOutcome, 'at'> & { readonly at: string })[];
};

/** Applications with their mails, which are looked up for the rows of a page alone. Row-level security limits them. */
export const listedMails: RowSource<ListedMails, 'received'> = {
  from: sql`reviews`,
  columns: {
    number: sql`number`,
    prefecture: sql`prefecture`,
    receivedAt: sql`received_at`,
    route: sql`route`,
    institutionName: sql`institution_name`,
    state: sql`state`,
    outcomes: sql`(SELECT coalesce(jsonb_agg(jsonb_build_object('mail', mail, 'state', mails.state, 'reason', reason,
        'possiblyTwice', possibly_twice, 'at', at) ORDER BY mail, at), '[]')
      FROM mails WHERE mails.number = reviews.number)`,
  },
  row: (columns) => {
    const { outcomes, ...found } = columns as unknown as Found;
    return { ...found, outcomes: outcomes.map(({ at, ...outcome }) => ({ ...outcome, at: new Date(at) })) };
  },
  key: { sql: sql`number`, kind: 'text' },
  sorts: { received: [{ sql: sql`received_at`, kind: 'instant' }] },
};
