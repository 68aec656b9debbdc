import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock, SETTINGS } from '@todoke/service';
import {
  endSession,
  type PageView,
  page,
  partial,
  type Redirect,
  redirect,
  template,
  type View,
  type WebReply,
  type WebRequest,
} from '@todoke/web';
import type { Config } from '../../../config.js';
import { minutesToComplete } from '../../domain/deadlines.js';
import { deadlineOf, type Draft, type DraftAt, isExpired, type Stage } from '../../domain/draft.js';
import {
  findNotices,
  findReceptionWindows,
  noticesAt,
  type Reception,
  receptionAt,
} from '../../../administration/index.js';
import { Databases } from '../../../persistence/databases.js';
import { RecentTimes } from '../../domain/recent-times.js';
import { firstPageOfSession, type LimitName } from '../../domain/throttle.js';
import { findDraft } from '../../persistence/drafts.js';
import { countTime } from '../../persistence/throttles.js';
import { problems } from '../../problems.js';
import { KeyedHashes } from '../../secrets/keyed-hashes.js';
import { typedItems } from './application/application.form.js';
import { pageOf, urls } from './urls.js';

declare module 'fastify' {
  interface Session {
    /** Id of the session's draft; all else about it is in the database. */
    draftId?: string;
  }
}

partial('cautions', import.meta.url, './cautions.hbs');
partial('guidance', import.meta.url, './guidance.hbs');
partial('time-limit', import.meta.url, './time-limit.hbs');
const expired = template(import.meta.url, './expired.hbs');
const draftGone = template(import.meta.url, './draft-gone.hbs');
const closed = template(import.meta.url, './closed.hbs');

export type Answer = PageView | Redirect;

/** R3: the step bar shows these five. */
const stages = ['メールアドレス登録', 'メールアドレス認証', '申請情報入力', '申請情報確認', '申請完了'];

export interface Screen {
  readonly title: string;
  readonly step: 1 | 2 | 3 | 4 | 5;
  readonly status?: number;
  readonly scripts?: readonly string[];
  readonly styles?: readonly string[];
}

/** The frame around every screen of the form: which step it is, who may be there, what stands on all. */
@Injectable()
export class Journey {
  private readonly firstPage = new RecentTimes(firstPageOfSession);

  constructor(
    private readonly databases: Databases,
    private readonly hashes: KeyedHashes,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SETTINGS) private readonly config: Config,
  ) {}

  async draftOf(request: WebRequest): Promise<Draft | undefined> {
    const id = request.session.get('draftId');
    return id === undefined ? undefined : findDraft(this.databases.app, id);
  }

  /** Whether the form is published (R2); if not, the page that says so. */
  async closedPage(): Promise<Answer | undefined> {
    const reception = receptionAt(await findReceptionWindows(this.databases.app), this.clock.now());
    return reception.open ? undefined : this.showClosed(reception);
  }

  /**
   * Runs `work` for a draft that is at one of these stages and in time. Anybody else is sent to the step where they
   * are, or told that nothing is left of what they sent (R17: too late → 最初からやり直し, after `tooLate` for a draft at
   * one of these stages).
   */
  async at<S extends Stage>(
    request: WebRequest,
    at: readonly S[],
    work: (draft: DraftAt<S>) => Answer | Promise<Answer>,
    tooLate?: (draft: DraftAt<S>) => Promise<void>,
  ): Promise<Answer> {
    const draft = await this.draftOf(request);
    if (draft?.stage !== 'submitted') {
      const closedNow = await this.closedPage();
      if (closedNow) return closedNow;
    }
    if (draft === undefined) return isSent(request) ? this.showDraftGone(request) : redirect(urls.address);
    const isThere = at.some((stage) => stage === draft.stage);
    if (isExpired(draft, this.clock.now())) {
      if (isThere) await tooLate?.(draft as DraftAt<S>);
      return this.showExpired();
    }
    return isThere ? work(draft as DraftAt<S>) : redirect(pageOf[draft.stage]);
  }

  /**
   * Gives the session a new id and keeps what it holds. Done once the address is verified: whoever had planted or read
   * the id before then, on a computer that many people use, sees nothing of what is typed from now on.
   */
  async renewSession({ session }: WebRequest): Promise<void> {
    await session.regenerate(Object.keys(session).filter((key) => key !== 'cookie'));
  }

  /** Nothing of the application is left in this browser. Who is signed in as well, as the secretariat, stays so. */
  async forget(request: WebRequest, reply: WebReply): Promise<void> {
    if (request.session.get('person') !== undefined) return request.session.set('draftId', undefined);
    await endSession(request, reply);
  }

  /** Refuses a flood from one session. @throws tooManyRequests */
  async throttle(request: WebRequest, limit: LimitName): Promise<void> {
    const session = this.hashes.ofThrottle(request.session.sessionId);
    if (!(await countTime(this.databases.app, limit, session, this.clock.now()))) {
      throw problems.tooManyRequests(limit);
    }
  }

  /** The same for the first page, which stores nothing of whoever floods it. @throws tooManyRequests */
  throttleFirstPage(request: WebRequest): void {
    if (!this.firstPage.count(request.session.sessionId, this.clock.now())) {
      throw problems.tooManyRequests('firstPageOfSession');
    }
  }

  /** A screen of the form with what stands on all of them (R3–R6). */
  async show(view: View, data: object, screen: Screen, draft?: Draft): Promise<PageView> {
    const { step, ...options } = screen;
    const now = this.clock.now();
    const notices = noticesAt(await findNotices(this.databases.app), now);
    const styles = ['registration/form.css', ...(screen.styles ?? [])];
    return page(
      view,
      { ...this.names(), urls, notices, ...timeLimit(draft, now), ...data },
      { ...options, styles, step: { stages, current: step } },
    );
  }

  /** A page beside the five steps. */
  plain(view: View, title: string, data: object = {}, status = 200): PageView {
    return page(view, { ...this.names(), urls, ...data }, { title, status });
  }

  private names() {
    const { SENDER_ADDRESS: senderAddress, SUPPORT_PHONE: supportPhone } = this.config;
    const senderDomain = senderAddress.slice(senderAddress.lastIndexOf('@'));
    return { senderAddress, senderDomain, supportPhone, minutesToComplete };
  }

  private showExpired(): PageView {
    return this.plain(expired, '最初からやり直してください', {}, 410);
  }

  /** With what was sent, which is nowhere else. */
  private showDraftGone({ body }: WebRequest): PageView {
    return this.plain(draftGone, '最初からやり直してください', { typed: typedItems(body) }, 410);
  }

  private showClosed({ next, last }: Extract<Reception, { open: false }>): PageView {
    return this.plain(closed, '受付期間外', { next, last }, 403);
  }
}

const isSent = ({ method }: WebRequest): boolean => method === 'POST';

/** R17, for the partial `time-limit`. */
function timeLimit(draft: Draft | undefined, now: Date): object {
  const deadline = draft && deadlineOf(draft);
  if (deadline === undefined) return {};
  const secondsLeft = Math.ceil((deadline.getTime() - now.getTime()) / 1_000);
  return { deadline, secondsLeft, minutesLeft: Math.ceil(secondsLeft / 60) };
}
