import type { Application as Items } from '@todoke/application-form';
import { type RowSource, type Snapshot, sql, type Sql, whereOf } from '@todoke/database';
import type { InstitutionType } from '@todoke/lifecycle';
import { shownPerson } from '../../people/index.js';
import type { Official } from '../domain/official.js';
import type { Pile } from '../domain/pile.js';
import type { Review, StateName } from '../domain/review.js';
import type { ReviewWarning } from '../domain/warnings.js';
import { conditionsOfQueue } from './queue.js';
import { type StateColumns, stateOf } from './rows.js';
import { talliesOf } from './tallies.js';

/** A person as the reader may see one: the name within the own prefecture. */
export interface ShownPerson {
  readonly role: string;
  readonly name: string | null;
}

export interface ListedApplication
  extends
    Pick<Review, 'number' | 'prefecture' | 'receivedAt' | 'state'>,
    Pick<Items, 'institutionName' | 'institutionType'> {
  readonly warnings: readonly ReviewWarning[];
  /** Subject of who looks after it; null for nobody. */
  readonly assignee: string | null;
  /** Null where accounts has not told of the person yet. */
  readonly assigned: ShownPerson | null;
  /** Who has it open, until when. */
  readonly viewers: readonly { readonly sub: string; readonly until: Date; readonly shown: ShownPerson | null }[];
}

type Found = StateColumns &
  Omit<ListedApplication, 'state' | 'viewers'> & {
    readonly viewers: readonly { sub: string; until: string; shown: ShownPerson | null }[] | null;
  };

/** The rows of 申請一覧. Row-level security shows an official only those of the own jurisdiction. */
export const listedApplications: RowSource<ListedApplication, 'received'> = {
  from: sql`reviews`,
  columns: {
    number: sql`number`,
    prefecture: sql`prefecture`,
    receivedAt: sql`received_at`,
    institutionName: sql`institution_name`,
    institutionType: sql`institution_type`,
    state: sql`state`,
    decidedBy: sql`decided_by`,
    decidedAt: sql`decided_at`,
    rejectionReason: sql`rejection_reason`,
    since: sql`since`,
    warnings: sql`warnings`,
    assignee: sql`assignee`,
    assigned: sql`CASE WHEN assignee IS NOT NULL THEN ${shownPerson(sql`assignee`)} END`,
    viewers: sql`(
      SELECT jsonb_agg(jsonb_build_object('sub', person, 'until', until, 'shown', ${shownPerson(sql`person`)}))
      FROM viewers WHERE viewers.number = reviews.number)`,
  },
  row: (columns) => {
    const found = columns as unknown as Found;
    const { decidedBy: _by, decidedAt: _at, rejectionReason: _why, since: _since, viewers, ...told } = found;
    const looking = (viewers ?? []).map((viewer) => ({ ...viewer, until: new Date(viewer.until) }));
    return { ...told, state: stateOf(found), viewers: looking };
  },
  key: { sql: sql`number`, kind: 'text' },
  sorts: { received: [{ sql: sql`received_at`, kind: 'instant' }] },
};

/** What 申請一覧 shows of all applications: what waits, a pile, or everything. */
export type Shown = Pile | 'waiting' | 'all';

export interface ListFilter {
  readonly shown: Shown;
  readonly state: StateName | undefined;
  readonly type: InstitutionType | undefined;
  /** Assigned to the official, or to nobody. */
  readonly assigned: 'me' | 'nobody' | undefined;
  /** Received at or after. */
  readonly from: Date | undefined;
  /** Received before. */
  readonly before: Date | undefined;
}

/** The conditions of 申請一覧. They repeat what row-level security requires, so that Postgres uses the indexes. */
export const conditionsOf = ({ shown, state, type, assigned, from, before }: ListFilter, official: Official): Sql[] => [
  ...shownTo(official, shown),
  ...(state === undefined ? [] : [sql`state = ${state}`]),
  ...(type === undefined ? [] : [sql`institution_type = ${type}`]),
  ...(assigned === 'me' ? [sql`assignee = ${official.sub}`] : []),
  ...(assigned === 'nobody' ? [sql`assignee IS NULL`] : []),
  ...(from === undefined ? [] : [sql`received_at >= ${from}`]),
  ...(before === undefined ? [] : [sql`received_at < ${before}`]),
];

function shownTo(official: Official, shown: Shown): Sql[] {
  if (shown !== 'all') return conditionsOfQueue({ ...(shown !== 'waiting' && { pile: shown }), mine: false }, official);
  return official.role === 'secretariat' ? [] : [sql`prefecture = ${official.prefecture ?? ''}`];
}

/** How many applications an official is shown of each pile, by state and 機関区分. */
interface Kind {
  readonly state: StateName;
  readonly type: string;
  readonly pile: Pile | '';
}

const belongs = ({ role }: Official, { state, type, pile }: Kind, shown: Shown): boolean => {
  if (shown === 'all') return true;
  // A health centre decides on pharmacies alone.
  if (role === 'health-centre' && type !== 'pharmacy') return false;
  return shown === 'waiting' ? state === 'waiting' : pile === shown;
};

/** Which applications are counted. */
export type Counting = Pick<ListFilter, 'state' | 'type'>;

/** @returns how many applications there are of each of what can be shown */
export async function countsOf<Some extends Shown>(
  snapshot: Snapshot,
  official: Official,
  some: readonly Some[],
  { state, type }: Counting,
): Promise<Record<Some, number>> {
  const tallies = await talliesOf(snapshot, official);
  const counted = tallies.filter(
    (tally) => (state === undefined || tally.state === state) && (type === undefined || tally.type === type),
  );
  const countOf = (shown: Some): number =>
    counted.reduce((sum, tally) => sum + (belongs(official, tally, shown) ? tally.applications : 0), 0);
  return Object.fromEntries(some.map((shown) => [shown, countOf(shown)])) as Record<Some, number>;
}

/** The same of what is assigned to the official and waits. */
export async function ownCountsOf(
  snapshot: Snapshot,
  official: Official,
  { type }: Counting,
): Promise<Partial<Record<Shown, number>>> {
  const where = whereOf(
    conditionsOf(
      { shown: 'waiting', state: undefined, type, assigned: 'me', from: undefined, before: undefined },
      official,
    ),
  );
  const rows = await snapshot.query<{ pile: Pile | null; count: number }>(
    sql`SELECT pile, count(*)::integer AS count FROM reviews${where} GROUP BY pile`,
  );
  const waiting = rows.reduce((sum, { count }) => sum + count, 0);
  const piles = { clean: 0, check: 0, duplicate: 0 };
  return { waiting, ...piles, ...Object.fromEntries(rows.map(({ pile, count }) => [pile ?? 'check', count])) };
}
