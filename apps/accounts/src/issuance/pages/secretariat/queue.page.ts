import { Get, Inject, Query } from '@nestjs/common';
import { formatDate, prefectureName, prefectures } from '@todoke/japan';
import { CLOCK, type Clock } from '@todoke/service';
import { type Cell, page, type PageView, Page, paginationView, tableView, template } from '@todoke/web';
import { z } from 'zod';
import { ageCells, ageLabels, institutionTypeWord, routeWords, stateTag } from '@todoke/lifecycle';
import { agesOf, lifecycleState, type Status, statusWord, transitions } from '../../domain/application.js';
import { Databases } from '../../../persistence/databases.js';
import { findQueue, type QueueEntry } from '../../persistence/queue.js';

const view = template(import.meta.url, './queue.hbs');
const pageSize = 50;
const statuses = Object.keys(transitions) as Status[];

/** The query of the list. A value that is not valid counts as absent. */
const query = z.object({
  status: z.enum([...statuses, 'all']).catch('to-check'),
  prefecture: z
    .enum(prefectures.map(({ code }) => code))
    .optional()
    .catch(undefined),
  route: z.enum(['self', 'proxy']).optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
});
type Query = z.output<typeof query>;

/** 確認待ち一覧 (R66): the applications that the secretariat has to check, the oldest first, with their ages. */
@Page('secretariat', { roles: ['secretariat'] })
export class QueuePage {
  constructor(
    private readonly databases: Databases,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  async show(@Query() asked: unknown): Promise<PageView> {
    const wanted = query.parse(asked ?? {});
    const { status, prefecture, route, page: number } = wanted;
    const filter = { ...(status !== 'all' && { status }), ...(prefecture && { prefecture }), ...(route && { route }) };
    const { entries, total } = await findQueue(this.databases.app, filter, { size: pageSize, number });
    const now = this.clock.now();
    const data = {
      total,
      filters: filtersOf(wanted),
      table: tableOf(entries, now),
      pagination: paginationView({
        page: number,
        size: pageSize,
        total,
        href: (to) => hrefOf({ ...wanted, page: to }),
      }),
    };
    return page(view, data, { title: '確認待ち一覧', wide: true, styles: ['accounts/secretariat.css'] });
  }
}

function hrefOf({ status, prefecture, route, page: number }: Query): string {
  const kept = { status, ...(prefecture && { prefecture }), ...(route && { route }), page: String(number) };
  return `/secretariat?${new URLSearchParams(kept).toString()}`;
}

const option = (value: string, label: string, chosen = '') => ({ value, label, chosen: value === chosen });

function filtersOf({ status, prefecture, route }: Query) {
  return {
    status: [...statuses.map((one) => option(one, statusWord(one), status)), option('all', 'すべて', status)],
    prefecture: [
      option('', 'すべて', prefecture),
      ...prefectures.map(({ code, name }) => option(code, name, prefecture)),
    ],
    route: [
      option('', 'すべて', route),
      ...Object.entries(routeWords).map(([value, label]) => option(value, label, route)),
    ],
  };
}

const columns = [
  { label: '申請番号', header: true },
  { label: '機関名' },
  { label: '機関区分' },
  { label: '都道府県' },
  { label: '申請方法' },
  { label: '申請日' },
  { label: '承認日' },
  { label: ageLabels.total, numeric: true },
  { label: ageLabels.stage, numeric: true },
  { label: '状態' },
];

function tableOf(entries: readonly QueueEntry[], now: Date) {
  const rows = entries.map((entry): Cell[] => [
    { text: entry.number, href: `/secretariat/applications/${entry.number}` },
    entry.institutionName,
    institutionTypeWord(entry.institutionType),
    prefectureName(entry.prefecture),
    routeWords[entry.route],
    formatDate(entry.submittedAt),
    formatDate(entry.approvedAt),
    // A late age is marked while a desk still has something to do (R66).
    ...ageCells(agesOf(entry, now)),
    { tag: stateTag(lifecycleState(entry.status)) },
  ]);
  return tableView({ caption: '申請', captionHidden: true, columns, rows, empty: '該当する申請はありません。' });
}
