import { Body, Get, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { isUuid } from '@todoke/database';
import { dayInTokyo, formatDateTime, prefectureName } from '@todoke/japan';
import { permissions, permissionWords } from '@todoke/lifecycle';
import { CLOCK, type Clock, type SignedIn } from '@todoke/service';
import { type Cell, CurrentPerson, form, page, Page, tableView, template } from '@todoke/web';
import { z } from 'zod';
import { Databases } from '../../../persistence/databases.js';
import { type Released, ReleaseReports } from '../../actions/release-reports.js';
import { recentFiscalYears, type Scheme } from '../../domain/window.js';
import { findWaiting, namesById } from '../../persistence/release-list.js';
import { kindWords, tagOf, yearWord } from '../../words.js';

const view = template(import.meta.url, './many.hbs');
const doneView = template(import.meta.url, './many-done.hbs');

/** Reports that one press releases at most. */
const most = 200;

const outcomeWords: Readonly<Record<Released['outcome'], string>> = {
  released: '公表の手続きをしました',
  before: 'すでに公表の手続きが済んでいます',
  'not-reported': '報告済ではないため、公表できません',
};

/** まとめて公表: what is reported and waits, to be chosen from, and what became of each after the press (R50). */
@Page('releases/many', { roles: ['prefecture'] })
export class ManyPage {
  constructor(
    private readonly databases: Databases,
    private readonly releasing: ReleaseReports,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  show(@Query() query: unknown, @CurrentPerson() person: SignedIn) {
    return this.offered(query, person);
  }

  @Post()
  @HttpCode(200)
  async send(@Query() query: unknown, @Body() body: unknown, @CurrentPerson() person: SignedIn) {
    const ids = chosenIn(body);
    if (ids.length === 0) return this.offered(query, person, true);
    const released = await this.releasing.run(person, ids);
    const names = await this.databases.forPerson(person, (tx) =>
      namesById(
        tx,
        released.map(({ report }) => report.institution),
      ),
    );
    const table = tableView({
      caption: '公表の結果',
      captionHidden: true,
      columns: [{ label: '報告機関名', header: true }, { label: '結果' }, { label: '状態' }],
      rows: released.map(({ report, outcome }): Cell[] => [
        { text: names.get(report.institution) ?? '', href: `/releases/${report.id}` },
        outcomeWords[outcome],
        { tag: tagOf(report) },
      ]),
    });
    const done = released.filter(({ outcome }) => outcome === 'released').length;
    return page(doneView, { done, table, place: prefectureName(person.prefecture ?? '') }, { title: '公表の結果' });
  }

  private async offered(query: unknown, person: SignedIn, nothingChosen = false) {
    const years = recentFiscalYears(dayInTokyo(this.clock.now()));
    const { filters, scheme, fiscalYear } = chosenOf(query, years);
    const prefecture = person.prefecture ?? '';
    const waiting = await this.databases.forPerson(person, (tx) =>
      findWaiting(tx, { prefecture, scheme, fiscalYear }, most + 1),
    );
    const data = {
      place: prefectureName(prefecture),
      filters,
      nothingChosen,
      more: waiting.length > most,
      action: `/releases/many?scheme=${scheme}&year=${String(fiscalYear)}`,
      waiting: waiting.slice(0, most).map((report) => ({
        id: report.id,
        label: `${report.name}　${kindWords[report.kind]}　${formatDateTime(report.submittedAt)}`,
      })),
    };
    return page(view, data, { title: 'まとめて公表', status: nothingChosen ? 422 : 200 });
  }
}

/** The scheme and the fiscal year that an address asks for, and the fields that offer them. */
function chosenOf(query: unknown, years: readonly number[]) {
  const present = String(years[0]);
  const offered = form(
    z.object({
      scheme: z.enum(permissions).catch('medical'),
      year: z.enum(years.map(String) as [string, ...string[]]).catch(present),
    }),
    {
      scheme: {
        label: '制度',
        input: 'select',
        prompt: false,
        options: permissions.map((value) => ({ value, label: permissionWords[value] })),
      },
      year: {
        label: '年度',
        input: 'select',
        prompt: false,
        options: years.map((year) => ({ value: String(year), label: yearWord(year) })),
      },
    },
  );
  const read = offered.read(query);
  const value: { scheme: Scheme; year: string } = read.ok ? read.value : { scheme: 'medical', year: present };
  return { filters: offered.view(value), scheme: value.scheme, fiscalYear: Number(value.year) };
}

/** Each box has the name of its report. */
const chosenIn = (body: unknown): string[] =>
  Object.keys(typeof body === 'object' && body !== null ? body : {})
    .flatMap((name) => (name.startsWith('report-') ? [name.slice('report-'.length)] : []))
    .filter(isUuid)
    .slice(0, most);
