import { Get, Inject, Query } from '@nestjs/common';
import { dayInTokyo, prefectureName, prefectureOptions, prefectures } from '@todoke/japan';
import { permissions, permissionWords } from '@todoke/lifecycle';
import { CLOCK, type Clock, type SignedIn } from '@todoke/service';
import { type Cell, CurrentPerson, form, page, Page, tableView, template } from '@todoke/web';
import { z } from 'zod';
import { Databases } from '../../persistence/databases.js';
import { fiscalYearOf, windowOf } from '../domain/window.js';
import { findWindows } from '../persistence/windows.js';
import { dayWord, yearWord } from '../words.js';

const view = template(import.meta.url, './report-windows/windows.hbs');

const filters = form(z.object({ prefecture: z.enum(prefectures.map(({ code }) => code)).catch('01') }), {
  prefecture: {
    label: '都道府県',
    input: 'select',
    prompt: false,
    options: prefectureOptions,
  },
});

/** 報告期間の設定: the windows of a prefecture, those too that nobody has set (R52, R97). */
@Page('report-windows', { roles: ['prefecture', 'secretariat'] })
export class ReportWindowsPage {
  constructor(
    private readonly databases: Databases,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  async show(@Query() query: unknown, @CurrentPerson() person: SignedIn) {
    const read = filters.read(query);
    const asked = read.ok ? read.value.prefecture : '01';
    const prefecture = person.role === 'secretariat' ? asked : (person.prefecture ?? '');
    const present = fiscalYearOf(dayInTokyo(this.clock.now()));
    const set = await this.databases.forPerson(person, (tx) => findWindows(tx, { prefecture }));
    const windows = [present - 1, present, present + 1].flatMap((year) =>
      permissions.map((scheme) => windowOf(set, { prefecture, scheme }, year)),
    );
    const table = tableView({
      caption: '報告期間',
      captionHidden: true,
      columns: [
        { label: '制度', header: true },
        { label: '開始日', whole: true },
        { label: '終了日', whole: true },
        { label: '延長後の終了日', whole: true },
        { label: '基準日', whole: true },
      ],
      rows: windows.map((window): Cell[] => [
        {
          text: `${permissionWords[window.scheme]} ${yearWord(window.fiscalYear)}`,
          href: `/report-windows/${prefecture}/${window.scheme}/${window.fiscalYear}`,
        },
        dayWord(window.opensOn),
        dayWord(window.closesOn),
        window.extendedUntil === undefined ? '' : dayWord(window.extendedUntil),
        dayWord(window.referenceDay),
      ]),
    });
    const offered = person.role === 'secretariat' && filters.view({ prefecture });
    return page(view, { place: prefectureName(prefecture), filters: offered, table }, { title: '報告期間の設定' });
  }
}
