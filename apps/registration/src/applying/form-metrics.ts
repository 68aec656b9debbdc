import { Injectable } from '@nestjs/common';
import { Counter, Metrics } from '@todoke/service';

/** Metrics by which an abuse of the sender is noticed; docs/operating.md has their alerts. */
@Injectable()
export class FormMetrics {
  private readonly entries: Counter<'level'>;
  private readonly codes: Counter<'outcome'>;

  constructor({ registry }: Metrics) {
    this.entries = new Counter({
      name: 'addresses_entered_total',
      help: 'Mail addresses entered on the first page, by the level of the robot check that each needed',
      labelNames: ['level'],
      registers: [registry],
    });
    this.codes = new Counter({
      name: 'verification_codes_total',
      help: 'Requests for a code by mail, by outcome',
      labelNames: ['outcome'],
      registers: [registry],
    });
  }

  addressEntered(level: number): void {
    this.entries.inc({ level: String(level) });
  }

  codeRequested(outcome: string): void {
    this.codes.inc({ outcome });
  }
}
