import { Get, Inject, Param } from '@nestjs/common';
import { dayInTokyo, formatDateTime } from '@todoke/japan';
import { institutionTypeWord, permissionFor, schemeWord } from '@todoke/lifecycle';
import { CLOCK, type Clock, SETTINGS, type SignedIn } from '@todoke/service';
import { type Cell, CurrentPerson, page, Page, tableView, template } from '@todoke/web';
import type { Config } from '../../../config.js';
import type { Institution } from '../../../institutions/index.js';
import { Databases } from '../../../persistence/databases.js';
import { findOwn, findStanding, type OwnStanding, schemeNamed } from '../../actions/find-own.js';
import { possibilities } from '../../domain/possible.js';
import { kinds, type Report } from '../../domain/report.js';
import { lastDayOf, phaseOf, type ReportWindow, type Scheme } from '../../domain/window.js';
import { dayWord, kindWords, tagOf, yearWord } from '../../words.js';
import { kindView } from './kind-view.js';

const view = template(import.meta.url, './scheme.hbs');

/** Path of the application form at registration (R1). */
const applicationPath = '/user-Registration-Form';

/**
 * The home of a scheme, behind the button of its name: 新規報告, 定期報告 and 随時報告, each as a button or with the reason why
 * it is none, and what was reported before (R57, R65, R94–R96).
 */
@Page('reports/:scheme', { roles: ['institution'] })
export class SchemePage {
  constructor(
    private readonly databases: Databases,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SETTINGS) private readonly config: Config,
  ) {}

  @Get()
  async show(@Param('scheme') wanted: string, @CurrentPerson() person: SignedIn) {
    const scheme = schemeNamed(wanted);
    const title = schemeWord(scheme);
    const now = this.clock.now();
    const { institution, access, standing } = await this.databases.forPerson(person, async (tx) => {
      const own = await findOwn(tx, person, scheme);
      if (own.institution === undefined || own.access !== 'permitted') return { ...own, standing: undefined };
      return { ...own, standing: await findStanding(tx, own.institution, scheme, now) };
    });
    const data = {
      title,
      name: institution?.name,
      unknown: access === 'unknown',
      notPermitted: access === 'not-permitted' && {
        apply: new URL(applicationPath, this.config.REGISTRATION_URL).href,
      },
      notConcerned: access === 'not-concerned' && institution && schemeOf(institution),
      ...(standing && standingView(scheme, standing, now)),
    };
    return page(view, data, { title, styles: ['reporting/reports.css'] });
  }
}

/** The scheme under which an institution of this type reports. */
const schemeOf = ({ type }: Institution) => {
  const own = permissionFor(type);
  return { type: institutionTypeWord(type), own: schemeWord(own), href: `/reports/${own}` };
};

function standingView(scheme: Scheme, standing: OwnStanding, now: Date) {
  const { window, reports } = standing;
  const possible = possibilities(standing, now);
  return {
    [phaseOf(window, dayInTokyo(now))]: daysOf(window),
    note: window.note,
    kinds: kinds.map((kind) => kindView(scheme, kind, possible[kind], window)),
    history: reports.length > 0 ? historyOf(scheme, reports) : undefined,
  };
}

const daysOf = (window: ReportWindow) => ({
  from: dayWord(window.opensOn),
  to: dayWord(lastDayOf(window)),
  year: yearWord(window.fiscalYear),
  referenceDay: dayWord(window.referenceDay),
  resultsYear: yearWord(window.resultsFiscalYear),
  extended: window.extendedUntil !== undefined,
});

function historyOf(scheme: Scheme, reports: readonly Report[]) {
  return tableView({
    caption: 'これまでの報告',
    captionHidden: true,
    columns: [
      { label: '報告', header: true },
      { label: '状態' },
      { label: '報告日時', whole: true },
      { label: '公表日', whole: true },
    ],
    rows: reports.map((report): Cell[] => [
      {
        text: `${yearWord(report.fiscalYear)} ${kindWords[report.kind]}`,
        href: `/reports/${scheme}/history/${report.id}`,
      },
      { tag: tagOf(report) },
      report.submitted === undefined ? '' : formatDateTime(report.submitted.at),
      report.publishedOn === undefined ? '' : dayWord(report.publishedOn),
    ]),
  });
}
