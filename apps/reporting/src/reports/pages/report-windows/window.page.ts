import { Body, Get, Inject, Param, Post } from '@nestjs/common';
import { dayInTokyo, findPrefecture } from '@todoke/japan';
import { permissionWords } from '@todoke/lifecycle';
import { CLOCK, type Clock, type SignedIn } from '@todoke/service';
import { CurrentPerson, type FieldError, page, Page, redirect, template } from '@todoke/web';
import { Databases } from '../../../persistence/databases.js';
import { schemeNamed } from '../../actions/find-own.js';
import { SetWindow } from '../../actions/set-window.js';
import { fiscalYearOf, type ReportWindow, windowOf } from '../../domain/window.js';
import { findWindows } from '../../persistence/windows.js';
import { problems } from '../../problems.js';
import { yearWord } from '../../words.js';
import { windowForm } from './window.form.js';

const view = template(import.meta.url, './window.hbs');

/** The window of a prefecture, scheme and fiscal year, to be changed. */
@Page('report-windows/:prefecture/:scheme/:year', { roles: ['prefecture', 'secretariat'] })
export class WindowPage {
  constructor(
    private readonly databases: Databases,
    private readonly setting: SetWindow,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  async show(@Param() named: Readonly<Record<string, string>>, @CurrentPerson() person: SignedIn) {
    const window = await this.windowNamed(named, person);
    return windowPage(window, { ...window });
  }

  @Post()
  async set(
    @Param() named: Readonly<Record<string, string>>,
    @Body() body: unknown,
    @CurrentPerson() person: SignedIn,
  ) {
    const window = await this.windowNamed(named, person);
    const read = windowForm(window.fiscalYear).read(body);
    if (!read.ok) return windowPage(window, read.values, { errors: read.errors });
    const note = read.value.note === '' ? undefined : read.value.note;
    const resultsFiscalYear = read.value.resultsFiscalYear ?? window.resultsFiscalYear;
    const stored = await this.setting.run(person, { ...window, ...read.value, resultsFiscalYear, note });
    if (!stored) return windowPage(window, read.value, { changed: true });
    return redirect(`/report-windows?prefecture=${window.prefecture}`, '報告期間を保存しました。');
  }

  /** @throws Problem page-missing where it is another prefecture's, or a year that nobody sets now */
  private async windowNamed(named: Readonly<Record<string, string>>, person: SignedIn): Promise<ReportWindow> {
    const prefecture = findPrefecture(named['prefecture'] ?? '')?.code;
    const present = fiscalYearOf(dayInTokyo(this.clock.now()));
    const year = [present - 1, present, present + 1].find((one) => String(one) === named['year']);
    const isOwn = person.role === 'secretariat' || person.prefecture === prefecture;
    if (prefecture === undefined || year === undefined || !isOwn) throw problems.pageMissing();
    const place = { prefecture, scheme: schemeNamed(named['scheme'] ?? '') };
    return windowOf(await this.databases.forPerson(person, (tx) => findWindows(tx, place)), place, year);
  }
}

function windowPage(
  window: ReportWindow,
  values: Readonly<Record<string, unknown>>,
  { errors = [], changed = false }: { readonly errors?: FieldError[]; readonly changed?: boolean } = {},
) {
  const { prefecture, scheme, fiscalYear } = window;
  const data = {
    caption: `${findPrefecture(prefecture)?.name ?? ''}　${permissionWords[scheme]}　${yearWord(fiscalYear)}`,
    form: windowForm(fiscalYear).view(values, errors),
    changed,
    action: `/report-windows/${prefecture}/${scheme}/${String(fiscalYear)}`,
    back: `/report-windows?prefecture=${prefecture}`,
  };
  return page(view, data, { title: '報告期間の設定', status: errors.length > 0 ? 422 : changed ? 409 : 200 });
}
