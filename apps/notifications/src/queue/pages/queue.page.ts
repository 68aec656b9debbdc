import { Get, Inject } from '@nestjs/common';
import { mailNames, mailReasonWord, type MailState, mailStates, mailStateTag, mailStateWords } from '@todoke/lifecycle';
import { CLOCK, type Clock } from '@todoke/service';
import { page, type PageView, Page, tableView, template } from '@todoke/web';
import type { MailCode } from '@todoke/lifecycle';
import { instant, mails } from '../../mails/index.js';
import { Databases } from '../../persistence/databases.js';
import { countRecipientsFaults, type HeldMails, heldMails } from '../persistence/held-mails.js';
import { type FailedMailRow, mailFigures, type MailFigures, mailsNotArrived } from '../persistence/mail-figures.js';
import { heldWords } from '../words.js';
import { MailSender } from '../workers/mail-sender.js';
import { barsOf } from './bars.js';

const view = template(import.meta.url, './queue.hbs');

/** How many of those that did not arrive are listed. */
const listed = 100;

/** The queue for those who operate it: counts, what is late, what did not arrive. It changes nothing. */
@Page('', { roles: ['ops', 'secretariat'] })
export class QueuePage {
  constructor(
    private readonly databases: Databases,
    private readonly sender: MailSender,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('/')
  async show(): Promise<PageView> {
    const now = this.clock.now();
    const [figures, held, refusedElsewhere, notArrived] = await Promise.all([
      mailFigures(this.databases.app),
      heldMails(this.databases.app),
      countRecipientsFaults(this.databases.app),
      mailsNotArrived(this.databases.app, listed),
    ]);
    const { unavailableSince, refusal } = this.sender;
    const causes = heldView(held, refusal);
    const data = {
      unavailableSince,
      held: causes.length === 0 ? undefined : causes,
      refusedElsewhere: refusedElsewhere === 0 ? undefined : refusedElsewhere.toLocaleString('ja-JP'),
      fine: unavailableSince === undefined && causes.length === 0,
      facts: [
        { label: '時点', value: instant(now) },
        { label: '最も古い未送信', value: oldestText(figures, now) },
        { label: '二重に届いたおそれ', value: `${figures.possiblyTwice.toLocaleString('ja-JP')}件` },
      ],
      ...barsOf(rowsOf(figures)),
      counts: countsTable(figures),
      notArrived: notArrivedTable(notArrived),
      listed,
    };
    return page(view, data, { title: 'メール送信状況', wide: true, styles: ['notifications/queue.css'] });
  }
}

/** Causes for which mails are held; that of the sender is there before a mail was tried. */
function heldView(held: readonly HeldMails[], refusal: MailSender['refusal']): object[] {
  const known = held.some(({ cause }) => cause === refusal?.cause);
  const more = refusal === undefined || known ? [] : [{ ...refusal, count: 0 }];
  return [...held, ...more].map((mails) => ({
    ...heldWords[mails.cause],
    number: mails.count === 0 ? '' : mails.count.toLocaleString('ja-JP'),
    since: mails.since,
  }));
}

const oldestText = ({ oldestOpen }: MailFigures, now: Date): string =>
  oldestOpen === undefined ? 'なし' : `${age(oldestOpen, now)}前から`;

interface CountRow {
  readonly name: string;
  readonly counts: Readonly<Record<MailState, number>>;
}

const nameOf = new Map<MailCode, string>(mails.map(({ code }) => [code, `${code} ${mailNames[code]}`]));

function rowsOf({ counts }: MailFigures): CountRow[] {
  const found = new Map(counts.map(({ code, state, count }) => [`${code} ${state}`, count]));
  return [...nameOf].map(([code, name]) => {
    const ofState = (state: MailState): [MailState, number] => [state, found.get(`${code} ${state}`) ?? 0];
    return { name, counts: Object.fromEntries(mailStates.map(ofState)) as Record<MailState, number> };
  });
}

const countsTable = (figures: MailFigures) =>
  tableView({
    caption: '種別と状態ごとの件数',
    columns: [
      { label: 'メール', header: true },
      ...mailStates.map((state) => ({ label: mailStateWords[state], numeric: true })),
    ],
    rows: rowsOf(figures).map(({ name, counts }) => [name, ...mailStates.map((state) => counts[state])]),
  });

const notArrivedTable = (rows: readonly FailedMailRow[]) =>
  tableView({
    caption: '届かなかったメール',
    columns: [
      { label: '対象', header: true },
      { label: 'メール' },
      { label: '状態' },
      { label: '理由' },
      { label: '応答コード' },
      { label: '試行', numeric: true },
      { label: '日時' },
    ],
    rows: rows.map((row) => [
      row.reference,
      nameOf.get(row.code) ?? row.code,
      { tag: mailStateTag(row.state) },
      mailReasonWord(row.reason),
      row.status ?? '－',
      row.attempts,
      instant(row.endedAt),
    ]),
    empty: '届かなかったメールはありません。',
  });

/** How long something has waited, in the largest unit that says enough: 45秒, 12分, 3時間, 2日. */
function age(since: Date, now: Date): string {
  const seconds = Math.max(0, Math.floor((now.getTime() - since.getTime()) / 1_000));
  if (seconds < 60) return `${seconds}秒`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)}分`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3_600)}時間`;
  return `${Math.floor(seconds / 86_400)}日`;
}
