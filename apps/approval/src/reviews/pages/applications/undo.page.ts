import { Body, Param, Post } from '@nestjs/common';
import { Problem, type SignedIn } from '@todoke/service';
import { CurrentPerson, Page, redirect } from '@todoke/web';
import { UndoApproval } from '../../actions/undo-approval.js';
import { queryOfQueue } from '../../domain/queue.js';
import type { ReviewState } from '../../domain/review.js';
import { officialOf } from '../signed-in-official.js';
import { known } from './application.page.js';
import { courseIn } from './decision.form.js';

/** 承認を取り消す: back to 承認待ち, where the check at accounts has not begun (R46). */
@Page('applications/:number/undo', { roles: ['prefecture', 'health-centre'] })
export class UndoPage {
  constructor(private readonly undoing: UndoApproval) {}

  @Post()
  async undo(@Param('number') typed: string, @Body() body: unknown, @CurrentPerson() person: SignedIn) {
    const number = known(typed);
    const { queue, seen } = courseIn(body);
    const address = `/applications/${number}${queryOfQueue(queue)}`;
    try {
      const { state } = await this.undoing.run(number, officialOf(person), seen);
      return redirect(address, outcomeOf(state));
    } catch (error) {
      if (!(error instanceof Problem) || error.kind !== 'conflict') throw error;
      return redirect(address, { kind: 'warning', text: error.text });
    }
  }
}

/** What became of it so far; the page says the rest. */
const outcomeOf = ({ name }: ReviewState) =>
  name === 'waiting' ? '承認を取り消しました。この申請は承認待ちに戻りました。' : undefined;
