import { contains, RowReader, type RowSource, schemaPool, sql, whereOf } from '@todoke/database';
import type { SignedIn } from '@todoke/service';
import type { FreshDatabase } from '@todoke/testing';
import { z } from 'zod';
import { form, list, ListPage, type ListScope, Page } from '../../src/index.js';

export interface Thing {
  readonly id: number;
  readonly name: string;
  readonly phone: string;
  readonly amount: number;
}

/** Things of the test's table, in an order with many equal times. */
export const things: RowSource<Thing, 'time' | 'name' | 'id'> = {
  from: sql`things`,
  columns: { id: sql`id`, name: sql`name`, phone: sql`phone`, amount: sql`amount` },
  row: (found) => found as unknown as Thing,
  key: { sql: sql`id`, kind: 'integer' },
  sorts: {
    time: [{ sql: sql`at`, kind: 'instant' }],
    name: [{ sql: sql`name`, kind: 'text' }],
    id: [],
  },
};

const filters = form(z.object({ least: z.coerce.number<string>('数を入力してください。').optional() }), {
  least: { label: '数（以上）', inputMode: 'numeric', width: 'short' },
});

const base = {
  name: 'things',
  title: '品物一覧',
  noun: '品物',
  rows: things,
  filters,
  where: ({ least }: { least?: number | undefined }) => (least === undefined ? [] : [sql`amount >= ${least}`]),
  search: { label: '品名で検索', where: (key: string) => contains(sql`name_key`, key) },
  columns: [
    { label: '番号', header: true, cell: ({ id }: Thing) => ({ text: String(id), href: `/things/${id}` }) },
    { label: '品名', wide: true, sort: 'name', cell: ({ name }: Thing) => name },
    { label: '電話番号', code: true, cell: ({ phone }: Thing) => phone },
    { label: '数', numeric: true, cell: ({ amount }: Thing) => amount },
  ],
  orders: {
    oldest: { label: '古い順', by: 'time' },
    newest: { label: '新しい順', by: 'time', descending: true },
    name: { label: '品名の順', by: 'name' },
    'name-down': { label: '品名の逆順', by: 'name', descending: true },
  },
} as const;

@Page('things', { roles: ['prefecture'] })
class ThingsPage extends ListPage<object> {
  protected readonly list = list({ ...base, pageSize: 10 });

  constructor(private readonly reader: RowReader) {
    super();
  }

  protected scopeOf({ prefecture }: SignedIn): ListScope<object> {
    return { rows: this.reader.limitedTo({ prefecture }), context: {}, now: new Date('2026-11-20T10:00:00+09:00') };
  }
}

/** The same list as レポート: 2,000 rows at most (R144). */
@Page('capped', { roles: ['prefecture'] })
class CappedPage extends ThingsPage {
  protected override readonly list = list({ ...base, capped: true, pageSize: 300 });
}

/** With a column that only the file has. */
@Page('longer', { roles: ['prefecture'] })
class LongerPage extends ThingsPage {
  protected override readonly list = list({
    ...base,
    columns: [...base.columns, { label: '備考', csv: ({ name }: Thing) => `備考${name}` }],
  });
}

/** With all that a レポート has: a menu, a picture of what the filters leave, states that are offered by name. */
@Page('report', { roles: ['prefecture'] })
class ReportPage extends ThingsPage {
  protected override readonly list = list({
    ...base,
    columns: [...base.columns, { label: '画面だけ', cell: () => ({ text: '40%', bar: 0.4 }), csv: false }],
    menu: { label: '▼', name: '一覧の操作' },
    picture: async (snapshot, where) => {
      const [found] = await snapshot.query<{ sum: number }>(
        sql`SELECT coalesce(sum(amount), 0)::integer AS sum FROM things${whereOf(where)}`,
      );
      return () => `<p>合計 ${found?.sum}</p>`;
    },
  });

  protected override scopeOf(person: SignedIn): ListScope<object> {
    return {
      ...super.scopeOf(person),
      saved: [{ label: '二つ以上', href: '/report?least=2' }],
      fields: { least: { label: '数の下限' } },
      actions: (query) => [
        { label: '保存', href: `/report/save?${query}` },
        { label: '消す', action: '/report/away' },
      ],
    };
  }
}

/** 200,000 rows of some 350 bytes. */
@Page('many', { roles: ['prefecture'] })
class ManyPage extends ThingsPage {
  protected override readonly list = list({
    ...base,
    rows: {
      ...things,
      from: sql`generate_series(1, 200000) AS made (id)`,
      columns: { id: sql`id`, name: sql`repeat('届', 160) || id`, phone: sql`'0990000000'`, amount: sql`id` },
    },
    orders: { first: { label: '番号順', by: 'id' } },
  });
}

/** A query that takes an hour. */
@Page('slow', { roles: ['prefecture'] })
class SlowPage extends ThingsPage {
  protected override readonly list = list({
    ...base,
    rows: { ...things, from: sql`(SELECT 1 AS id, '' AS name, '' AS phone, 0 AS amount FROM pg_sleep(3600)) AS made` },
    orders: { first: { label: '番号順', by: 'id' } },
  });
}

export const pagesOfThings = ({ appUrl }: FreshDatabase) => ({
  controllers: [ThingsPage, CappedPage, LongerPage, ReportPage, ManyPage, SlowPage],
  providers: [
    {
      provide: RowReader,
      useFactory: () => {
        const pool = schemaPool(appUrl, 'desk');
        const reader = new RowReader(pool, appUrl, 'desk');
        return Object.assign(reader, {
          onApplicationShutdown: async () => {
            await reader.close();
            await pool.end();
          },
        });
      },
    },
  ],
});
