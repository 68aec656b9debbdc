import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';

/** Keeps the database, and all else that requests need, open until the last request has its response. */
@Injectable()
export class Requests implements BeforeApplicationShutdown {
  private over: Promise<void> = Promise.resolve();

  untilOver(over: Promise<void>): void {
    this.over = over;
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.over;
  }
}
