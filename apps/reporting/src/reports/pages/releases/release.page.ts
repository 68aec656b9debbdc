import { Get, Inject, Param, Post } from '@nestjs/common';
import { dayInTokyo } from '@todoke/japan';
import { CLOCK, type Clock, type SignedIn } from '@todoke/service';
import { CurrentPerson, page, Page, redirect, template } from '@todoke/web';
import { allowed } from '../../actions/allowed.js';
import { Databases } from '../../../persistence/databases.js';
import { ReleaseReports } from '../../actions/release-reports.js';
import { isPublishedAtOnce, release } from '../../domain/report.js';
import { publicationDayOf } from '../../domain/window.js';
import { problems } from '../../problems.js';
import { dayWord, reportTitle } from '../../words.js';
import { openReported } from './open-reported.js';

const view = template(import.meta.url, './release.hbs');

/** 公表する: one report, after a question (R50, R53). */
@Page('releases/:report/release', { roles: ['prefecture'] })
export class ReleasePage {
  constructor(
    private readonly databases: Databases,
    private readonly releasing: ReleaseReports,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  async show(@Param('report') name: string, @CurrentPerson() person: SignedIn) {
    const now = this.clock.now();
    const { report, institution } = await this.databases.forPerson(person, (tx) => openReported(tx, name));
    allowed(() => release(report, { by: person.sub, at: now }));
    const data = {
      caption: `${institution?.name ?? ''}　${reportTitle(report)}`,
      atOnce: isPublishedAtOnce(report, dayInTokyo(now)),
      day: dayWord(publicationDayOf(report.fiscalYear)),
      action: `/releases/${report.id}/release`,
      back: `/releases/${report.id}`,
    };
    return page(view, data, { title: '報告の公表' });
  }

  @Post()
  async send(@Param('report') name: string, @CurrentPerson() person: SignedIn) {
    const { report } = await this.databases.forPerson(person, (tx) => openReported(tx, name));
    const [done] = await this.releasing.run(person, [report.id]);
    if (done === undefined) throw problems.reportMissing();
    if (done.outcome === 'not-reported') throw problems.notReported();
    return redirect(
      `/releases/${report.id}`,
      done.outcome === 'before'
        ? { kind: 'info', text: '公表の手続きは済んでいます。履歴をご確認ください。' }
        : done.report.state === 'published'
          ? '公表しました。'
          : `${dayWord(publicationDayOf(report.fiscalYear))}に公表されます。`,
    );
  }
}
