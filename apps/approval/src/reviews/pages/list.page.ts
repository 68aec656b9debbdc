import { Get, Inject, Query } from '@nestjs/common';
import { formatDate, prefectureName } from '@todoke/japan';
import { ageCells, ageLabels, institutionTypeWord } from '@todoke/lifecycle';
import { CLOCK, type Clock, type SignedIn } from '@todoke/service';
import { type Cell, type Column, CurrentPerson, page, Page, paginationView, tableView, template } from '@todoke/web';
import { agesOf, type Review } from '../domain/review.js';
import { Databases } from '../../persistence/databases.js';
import { listApplications, pageSize, type ListPage as Listed } from '../persistence/application-list.js';
import { filterOf, listForm, pageNumber } from './list.form.js';
import { officialOf } from './official.js';
import { stateTag } from '../words.js';

const view = template(import.meta.url, './list.hbs');
const options = { title: '申請一覧', wide: true, styles: ['approval/list.css'] };

/** 申請一覧: the applications of the official's jurisdiction. */
@Page('', { roles: ['prefecture', 'health-centre', 'secretariat'] })
export class ListPage {
  constructor(
    private readonly databases: Databases,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  async show(@Query() query: Record<string, unknown>, @CurrentPerson() person: SignedIn) {
    const official = officialOf(person);
    const everywhere = official.role === 'secretariat';
    const jurisdiction = everywhere ? '全国' : prefectureName(official.prefecture ?? '');
    const read = listForm.read(query);
    const form = listForm.view(read.values, read.ok ? [] : read.errors);
    if (!read.ok) return page(view, { jurisdiction, form }, { ...options, status: 422 });
    const prefecture = everywhere ? undefined : (official.prefecture ?? '');
    const list = await this.databases.forOfficial(official, (tx) =>
      listApplications(tx, prefecture, filterOf(read.value), pageNumber(query['page'])),
    );
    const table = tableOf(list, everywhere, this.clock.now());
    const pagination = paginationView({
      page: list.page,
      size: pageSize,
      total: list.total,
      href: (wanted) => hrefOf(query, wanted),
    });
    return page(view, { jurisdiction, form, table, pagination, total: list.total }, options);
  }
}

function tableOf({ reviews }: Listed, everywhere: boolean, now: Date) {
  const columns: Column[] = [
    { label: '申請番号', header: true },
    { label: '機関名' },
    { label: '機関区分' },
    ...(everywhere ? [{ label: '都道府県' }] : []),
    { label: '受付日' },
    { label: '状態' },
    { label: ageLabels.total, numeric: true },
    { label: ageLabels.stage, numeric: true },
  ];
  const rows = reviews.map((review) => rowOf(review, everywhere, now));
  return tableView({
    caption: '申請一覧',
    captionHidden: true,
    columns,
    rows,
    empty: '条件に合う申請はありません。',
  });
}

function rowOf(review: Review, everywhere: boolean, now: Date): Cell[] {
  const { number, items, receivedAt, state, prefecture } = review;
  return [
    { text: number, href: `/applications/${number}` },
    items.institutionName,
    institutionTypeWord(items.institutionType),
    ...(everywhere ? [prefectureName(prefecture)] : []),
    formatDate(receivedAt),
    { tag: stateTag(state.name) },
    ...ageCells(agesOf(review, now)),
  ];
}

/** The URL of another page of the list, with the same filters. */
function hrefOf(query: Record<string, unknown>, wanted: number): string {
  const filters = Object.keys(listForm.fields).flatMap((name): [string, string][] => {
    const value = query[name];
    return typeof value === 'string' && value !== '' ? [[name, value]] : [];
  });
  return `/?${new URLSearchParams([...filters, ['page', String(wanted)]]).toString()}`;
}
