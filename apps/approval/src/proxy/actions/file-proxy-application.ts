import type { Application as Items } from '@todoke/application-form';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '@todoke/service';
import { fileProxy, type Official, problems, Reviews } from '../../reviews/index.js';

/** 代理申請: a prefecture applies for an institution, which thereby is approved (R74). */
@Injectable()
export class FileProxyApplication {
  constructor(
    @Inject(Reviews) private readonly reviews: Reviews,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * @param request the page that was sent, so that a second click files nothing more
   * @returns the application's number
   * @throws Problem not-yours-to-decide
   */
  run(request: string, official: Official, items: Items): Promise<string> {
    const now = this.clock.now();
    return this.reviews.file(request, official, (number) => {
      const filed = fileProxy(number, items, official, now);
      if (filed === undefined) throw problems.notYoursToDecide();
      return filed;
    });
  }
}
