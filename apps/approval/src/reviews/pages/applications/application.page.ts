import { Body, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { rejectionMailAsked } from '@todoke/events';
import { readApplicationNumber } from '@todoke/lifecycle';
import { Questions } from '@todoke/messaging';
import { CLOCK, type Clock, Problem, type SignedIn } from '@todoke/service';
import {
  Admits,
  CurrentPerson,
  page,
  type PageView,
  Page,
  partial,
  queriedText,
  redirect,
  sentText,
  template,
} from '@todoke/web';
import { ApproveApplication } from '../../actions/approve-application.js';
import { type Dossier, OpenDossier } from '../../actions/open-dossier.js';
import { RejectApplication } from '../../actions/reject-application.js';
import type { Official } from '../../domain/official.js';
import { type Queue, queueIn, queryOfQueue } from '../../domain/queue.js';
import type { Review } from '../../domain/review.js';
import { problems } from '../../problems.js';
import { officialOf } from '../signed-in-official.js';
import { applicationView } from './application.view.js';
import { type Course, courseIn, rejectionForm } from './decision.form.js';
import { withSentence } from './sentences.js';

partial('sentences', import.meta.url, './sentences.hbs');
const view = template(import.meta.url, './application.hbs');

/** What the page says besides the dossier. */
interface Shown {
  readonly form?: ReturnType<typeof rejectionForm.view>;
  readonly status?: number;
  readonly after?: string | undefined;
  /** Why a decision was not taken, and the reason that was typed for it. */
  readonly conflict?: string;
  /** The reason of which the mail is shown. */
  readonly preview?: string | undefined;
  readonly typed?: string | undefined;
}

/** One application: its items, what is doubtful, possible duplicates, mails, history, and the decision. */
@Page('applications/:number', { roles: ['prefecture', 'health-centre', 'secretariat'] })
export class ApplicationPage {
  constructor(
    private readonly dossier: OpenDossier,
    private readonly approval: ApproveApplication,
    private readonly rejection: RejectApplication,
    private readonly questions: Questions,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  show(@Param('number') typed: string, @Query() query: unknown, @CurrentPerson() person: SignedIn) {
    const after = readApplicationNumber(queriedText(query, 'after'));
    return this.application(known(typed), officialOf(person), queueIn(query), { after });
  }

  @Post('approve')
  @Admits(['prefecture', 'health-centre'])
  async approve(@Param('number') typed: string, @Body() body: unknown, @CurrentPerson() person: SignedIn) {
    const number = known(typed);
    const official = officialOf(person);
    const course = courseIn(body);
    return this.decided(number, official, course, '承認しました。', {}, () =>
      this.approval.run(number, official, course.seen),
    );
  }

  @Post('reject')
  @Admits(['prefecture', 'health-centre'])
  async reject(@Param('number') typed: string, @Body() body: unknown, @CurrentPerson() person: SignedIn) {
    const number = known(typed);
    const official = officialOf(person);
    const course = courseIn(body);
    const read = rejectionForm.read(body);
    if (!read.ok) {
      return this.application(number, official, course.queue, {
        form: rejectionForm.view(read.values, read.errors),
        status: 422,
      });
    }
    const { reason } = read.value;
    const done = '却下しました。却下理由を申請者にメールでお知らせします。';
    return this.decided(number, official, course, done, { typed: reason }, () =>
      this.rejection.run(number, official, reason, course.seen),
    );
  }

  /** Adds a frequent sentence to what is typed, or shows how the mail would read; nothing is decided. */
  @Post('reason')
  @Admits(['prefecture', 'health-centre'])
  @HttpCode(200)
  reason(@Param('number') typed: string, @Body() body: unknown, @CurrentPerson() person: SignedIn) {
    const { values } = rejectionForm.read(body);
    const reason = withSentence(String(values['reason'] ?? ''), sentText(body, 'sentence'));
    return this.application(known(typed), officialOf(person), courseIn(body).queue, {
      form: rejectionForm.view({ reason }),
      preview: sentText(body, 'preview') === undefined ? undefined : reason,
    });
  }

  /** A reload of a decision's page, or a sign-in in between, leads back to the application. */
  @Get(':decision')
  back(@Param('number') number: string, @Param('decision') decision: string) {
    if (!decisions.has(decision)) throw problems.applicationMissing();
    return redirect(`/applications/${known(number)}`);
  }

  /** Takes a decision and leads on. Where it was too late, the page says so and keeps what was typed. */
  private async decided(
    number: string,
    official: Official,
    { queue, goesOn }: Course,
    done: string,
    shown: Shown,
    decide: () => Promise<unknown>,
  ) {
    try {
      await decide();
    } catch (error) {
      if (!(error instanceof Problem) || error.kind !== 'conflict') throw error;
      return this.application(number, official, queue, { ...shown, conflict: error.text, status: error.status });
    }
    const query = queryOfQueue(queue);
    if (!goesOn) return redirect(`/applications/${number}${query}`, done);
    const next = await this.dossier.next(number, official, queue);
    if (next === undefined) return redirect(`/${query}`, `${done}承認待ちの申請はほかにありません。`);
    return redirect(`/applications/${next}${query}${query === '' ? '?' : '&'}after=${number}`);
  }

  /** The mail as notifications would send it. Where that cannot be asked now, the page goes on without. */
  private async mailOf({ number, items }: Review, reason: string) {
    try {
      return await this.questions.ask(rejectionMailAsked, { number, institutionName: items.institutionName, reason });
    } catch (error) {
      if (error instanceof Problem) return { unavailable: error.text };
      throw error;
    }
  }

  private async application(number: string, official: Official, queue: Queue, shown: Shown): Promise<PageView> {
    const { form = rejectionForm.view(), status = 200, after, conflict, preview, typed } = shown;
    const now = this.clock.now();
    const dossier: Dossier = await this.dossier.run(number, official, { queue, after, at: now });
    const data = {
      ...applicationView(dossier, { official, queue, now }),
      form: typed === undefined ? form : rejectionForm.view({ reason: typed }),
      conflict,
      preview: preview === undefined ? undefined : await this.mailOf(dossier.review, preview),
      typed: dossier.review.state.name === 'waiting' ? undefined : typed,
    };
    return page(view, data, { title: `申請 ${number}`, status, wide: true, styles, scripts });
  }
}

const decisions: ReadonlySet<string> = new Set(['approve', 'reject', 'reason', 'undo']);
const styles = ['approval/application.css'];
const scripts = ['approval/decision.js'];

/** @throws Problem application-missing for text that cannot be a number, as for an unknown number */
export function known(typed: string): string {
  const number = readApplicationNumber(typed);
  if (number === undefined) throw problems.applicationMissing();
  return number;
}
