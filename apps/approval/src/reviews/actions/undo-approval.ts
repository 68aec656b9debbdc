import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '@todoke/service';
import { Databases } from '../../persistence/databases.js';
import { undoApproval } from '../domain/decide.js';
import type { Official } from '../domain/official.js';
import type { Review } from '../domain/review.js';
import { findReview } from '../persistence/reviews.js';
import { changeReview } from './change-review.js';

/** How long the official waits for the answer of accounts before reading that it has still to come; milliseconds. */
const patience = 1_500;
const between = 75;

/** 承認を取り消す: asks accounts to send the application back, if its check has not begun (R46). */
@Injectable()
export class UndoApproval {
  constructor(
    private readonly databases: Databases,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * @param seen the round that the official saw; absent: whichever it is
   * @returns the review once accounts has answered, or as it is after a moment: a late answer changes it too
   * @throws Problem application-missing, not-yours-to-decide, check-begun, rejection-sent
   */
  async run(number: string, official: Official, seen?: number): Promise<Review> {
    const now = this.clock.now();
    const asked = await this.databases.forOfficial(official, (tx) =>
      changeReview(tx, number, (review) => undoApproval(review, official, now, seen)),
    );
    return isOpen(asked) ? this.answered(asked, official) : asked;
  }

  private async answered(asked: Review, official: Official): Promise<Review> {
    const { number } = asked;
    let review = asked;
    for (const end = Date.now() + patience; isOpen(review) && Date.now() < end; await pause(between)) {
      review = (await this.databases.forOfficial(official, (tx) => findReview(tx, number))) ?? asked;
    }
    return review;
  }
}

const isOpen = ({ state }: Review): boolean => state.name === 'approved' && state.undoing !== undefined;
