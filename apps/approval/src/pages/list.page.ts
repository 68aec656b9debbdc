import { Controller, Get, Inject, Query } from '@nestjs/common';
import { CLOCK, type Clock, type SignedIn } from '@todoke/service';
import { CurrentPerson, page, SignedInAs, template } from '@todoke/web';
import { prefectureName } from '@todoke/japan';
import { ages } from '../domain/ages.js';
import type { Review } from '../domain/review.js';
import type { ListPage } from '../persistence/application-list.js';
import { Dossiers } from '../persistence/dossiers.js';
import { filterOf, listForm, pageNumber } from './list.form.js';
import { officialOf } from './official.js';
import { stateWords, typeWords } from './words.js';

const view = template(import.meta.url, './list.hbs');

/** 申請一覧: the applications of one's own jurisdiction. */
@Controller()
export class ListPageController {
  constructor(
    @Inject(Dossiers) private readonly dossiers: Dossiers,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @SignedInAs('prefecture', 'health-centre', 'secretariat')
  async show(@Query() query: Record<string, unknown>, @CurrentPerson() person: SignedIn) {
    const official = officialOf(person);
    const read = listForm.read(query);
    const jurisdiction = official.role === 'secretariat' ? '全国' : prefectureName(official.prefecture ?? '');
    if (!read.ok) {
      const data = { jurisdiction, form: listForm.view(read.values, read.errors) };
      return page(view, data, { title: '申請一覧', status: 422, wide: true });
    }
    const list = await this.dossiers.list(official, filterOf(read.value), pageNumber(query['page']));
    const now = this.clock.now();
    const data = {
      jurisdiction,
      form: listForm.view(read.values),
      list: { ...rangeOf(list), rows: list.reviews.map((review) => rowOf(review, now)) },
      paging: pagingOf(list, query),
    };
    return page(view, data, { title: '申請一覧', wide: true });
  }
}

function rowOf(review: Review, now: Date) {
  const { number, items, receivedAt, state, prefecture } = review;
  return {
    number,
    name: items.institutionName,
    type: typeWords[items.institutionType],
    prefecture: prefectureName(prefecture),
    receivedAt,
    state: stateWords[state.name],
    waiting: state.name === 'waiting',
    ...ages(review, now),
  };
}

const rangeOf = ({ total, page: current, pages }: ListPage) => ({ total, current, pages, several: pages > 1 });

/** Links to the neighbouring pages, with the same filters. */
function pagingOf({ page: current, pages }: ListPage, query: Record<string, unknown>) {
  const href = (wanted: number): string => {
    const filters = Object.entries(query).filter(
      (entry): entry is [string, string] => entry[0] in listForm.fields && typeof entry[1] === 'string' && entry[1] !== '',
    );
    return `/?${new URLSearchParams([...filters, ['page', String(wanted)]]).toString()}`;
  };
  return {
    previous: current > 1 ? href(current - 1) : undefined,
    next: current < pages ? href(current + 1) : undefined,
  };
}
