import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '@todoke/service';
import { Databases } from '../../persistence/databases.js';
import { approve } from '../domain/decide.js';
import type { Official } from '../domain/official.js';
import type { Review } from '../domain/review.js';
import { changeReview } from './change-review.js';

/** 承認する (R46). */
@Injectable()
export class ApproveApplication {
  constructor(
    private readonly databases: Databases,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * @param seen the round that the official saw; absent: whichever it is
   * @throws Problem application-missing, not-yours-to-decide, already-decided, came-back
   */
  run(number: string, official: Official, seen?: number): Promise<Review> {
    const now = this.clock.now();
    return this.databases.forOfficial(official, (tx) =>
      changeReview(tx, number, (review) => approve(review, official, now, seen)),
    );
  }
}
