import { Get, Inject } from '@nestjs/common';
import { CLOCK, type Clock, type SignedIn } from '@todoke/service';
import { CurrentPerson, page, Page, partial, template } from '@todoke/web';
import { Databases } from '../../../persistence/databases.js';
import { problems } from '../../problems.js';
import { placeWord, roundName } from '../../words.js';
import { chartView } from './daily-chart.js';
import { dailyCounts } from './daily-counts.js';

partial('surveys-chart', import.meta.url, './chart.hbs');
partial('surveys-chart-keys', import.meta.url, './chart-keys.hbs');
partial('surveys-chart-table', import.meta.url, './chart-table.hbs');
const view = template(import.meta.url, './daily.hbs');

/** 当日の日次調査回答状況 enlarged, with its table and 「レポートの表示」 (R137). */
@Page('charts/daily', { roles: ['prefecture', 'health-centre', 'municipality', 'secretariat'] })
export class DailyPage {
  constructor(
    private readonly databases: Databases,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  async show(@CurrentPerson() person: SignedIn) {
    const daily = await this.databases.forPerson(person, (tx) => dailyCounts(tx, person, this.clock.now()));
    if (daily === undefined) throw problems.surveyMissing();
    const chart = chartView(daily.counts, daily.list, person.role === 'secretariat' ? '都道府県' : '二次医療圏');
    const data = { place: placeWord(person), round: roundName('daily', daily.day), list: daily.list, chart };
    return page(view, data, { title: '当日の日次調査回答状況', styles: ['reporting/surveys.css'], wide: true });
  }
}
