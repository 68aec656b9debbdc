import { Body, Get, HttpCode, Post, Query } from '@nestjs/common';
import { audit } from '@todoke/database';
import { formatDate, locationOf } from '@todoke/japan';
import { institutionTypeWord } from '@todoke/lifecycle';
import type { SignedIn } from '@todoke/service';
import { CurrentPerson, type FieldError, page, Page, sentText, tableView, template } from '@todoke/web';
import { type Approved, ApproveMany } from '../../actions/approve-many.js';
import type { Official } from '../../domain/official.js';
import { type Queue, queueIn, queryOfQueue } from '../../domain/queue.js';
import type { Review } from '../../domain/review.js';
import { reviewWarningWords, warningsOf } from '../../domain/warnings.js';
import { Databases } from '../../../persistence/databases.js';
import { firstInQueue } from '../../persistence/reviews.js';
import { decisionSentence, pileWords } from '../../words.js';
import { officialOf } from '../signed-in-official.js';
import { bulkForm, most, valueOf } from './bulk-approval.form.js';

const preview = template(import.meta.url, './bulk-approval.hbs');
const result = template(import.meta.url, './result.hbs');

/** 一括承認: a preview of up to fifty applications with boxes to leave some out, and what became of each. */
@Page('bulk-approval', { roles: ['prefecture', 'health-centre'] })
export class BulkApprovalPage {
  constructor(
    private readonly databases: Databases,
    private readonly approval: ApproveMany,
  ) {}

  @Get()
  show(@Query() query: unknown, @CurrentPerson() person: SignedIn) {
    return this.preview(waitingIn(query), officialOf(person));
  }

  @Post()
  @HttpCode(200)
  async approve(@Body() body: unknown, @CurrentPerson() person: SignedIn) {
    const official = officialOf(person);
    const queue = waitingIn(Object.fromEntries(new URLSearchParams(sentText(body, 'queue') ?? '')));
    const read = bulkForm.read(body);
    if (!read.ok) return this.preview(queue, official, read.errors);
    const { outcomes, names } = await this.approval.run(read.value.chosen, official);
    const remaining = await this.databases.forOfficial(official, (tx) => firstInQueue(tx, queue, official, 1));
    const approved = outcomes.filter(({ refused }) => refused === undefined).length;
    const data = {
      lead: `${outcomes.length}件のうち${approved}件を承認しました。`,
      outcomes: outcomeTable(outcomes, names),
      remaining: remaining.length > 0,
      again: `/bulk-approval${queryOfQueue(queue)}`,
      list: `/${queryOfQueue(queue)}`,
    };
    return page(result, data, { title: '一括承認の結果', wide: true });
  }

  private preview(queue: Queue, official: Official, errors: readonly FieldError[] = []) {
    return this.databases.forOfficial(official, async (tx) => {
      const reviews = await firstInQueue(tx, queue, official, most);
      for (const { number } of reviews) {
        await audit(tx, { actor: official.sub, action: 'application.read', subject: number });
      }
      const data = {
        pile: queue.pile && pileWords[queue.pile],
        lead: `受付の古い順に${most}件までを表示しています。承認しないものは、チェックを外してください。`,
        query: queryOfQueue(queue),
        list: `/${queryOfQueue(queue)}`,
        rows: reviews.map((review) => rowOf(review, errors.length === 0)),
        form: bulkForm.view({}, errors),
      };
      const status = errors.length > 0 ? 422 : 200;
      return page(preview, data, { title: '一括承認', status, wide: true, styles: ['approval/application.css'] });
    });
  }
}

/** What is nothing to approve means the pile of what can be approved as it is. */
function waitingIn(query: unknown): Queue {
  const { pile = 'clean', mine } = queueIn(query);
  return { pile: pile === 'undeliverable' ? 'clean' : pile, mine };
}

const rowOf = (review: Review, chosen: boolean) => ({
  value: valueOf(review),
  chosen,
  number: review.number,
  href: `/applications/${review.number}`,
  name: review.items.institutionName,
  type: institutionTypeWord(review.items.institutionType),
  location: locationOf(review.items),
  received: formatDate(review.receivedAt),
  warnings: warningsOf(review)
    .map((code) => reviewWarningWords[code])
    .join('、'),
});

const outcomeTable = (outcomes: readonly Approved[], names: ReadonlyMap<string, string>) =>
  tableView({
    caption: '一括承認の結果',
    captionHidden: true,
    columns: [{ label: '申請番号', header: true }, { label: '機関名', wide: true }, { label: '結果' }],
    rows: outcomes.map(({ number, review, refused }) => [
      { text: number, href: `/applications/${number}` },
      review?.items.institutionName ?? '',
      refused === undefined
        ? '承認しました。'
        : [refused, review && decisionSentence(review.state, names)].filter(Boolean).join(''),
    ]),
  });
