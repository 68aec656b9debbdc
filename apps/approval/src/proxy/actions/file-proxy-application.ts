import type { Application as Items } from '@todoke/application-form';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '@todoke/service';
import { Databases } from '../../persistence/databases.js';
import { type Filed, fileProxy, fileReviews, type Official, problems } from '../../reviews/index.js';

/** 代理申請: a prefecture applies for an institution, and filing is the approval (R74). */
@Injectable()
export class FileProxyApplication {
  constructor(
    private readonly databases: Databases,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * @param request id of the form page that was sent; a second click with the same id files nothing more
   * @returns the application's number
   * @throws Problem not-yours-to-decide
   */
  run(request: string, official: Official, items: Items): Promise<string> {
    const now = this.clock.now();
    return this.databases.forOfficial(official, async (tx) => {
      const numbers = await fileReviews(tx, [{ request, file: proxyFiling(items, official, now) }]);
      return numbers.get(request) as string;
    });
  }
}

/** What an official files of an institution. @throws Problem not-yours-to-decide where it is another prefecture's */
export const proxyFiling =
  (items: Items, official: Official, now: Date) =>
  (number: string): Filed => {
    const filed = fileProxy(number, items, official, now);
    if (filed === undefined) throw problems.notYoursToDecide();
    return filed;
  };
