import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '@todoke/service';
import { Databases } from '../../persistence/databases.js';
import { undoApproval } from '../domain/decide.js';
import type { Official } from '../domain/official.js';
import type { Review } from '../domain/review.js';
import { changeReview } from './change-review.js';

/** 承認を取り消す: asks accounts to send the application back, if its check has not begun (R46). */
@Injectable()
export class UndoApproval {
  constructor(
    private readonly databases: Databases,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws Problem application-missing, not-yours-to-decide, check-begun, rejection-sent */
  run(number: string, official: Official): Promise<Review> {
    const now = this.clock.now();
    return this.databases.forOfficial(official, (tx) =>
      changeReview(tx, number, (review) => undoApproval(review, official, now)),
    );
  }
}
