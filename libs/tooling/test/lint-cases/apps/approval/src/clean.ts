import { Inject, Injectable } from '@nestjs/common';

export type Approval = { at: Date };

@Injectable()
export class Approvals {
  constructor(@Inject('rows') private readonly rows: Map<string, Approval>) {}

  async approve(number: string, now: Date): Promise<Approval | undefined> {
    this.rows.set(number, { at: now });
    await Promise.resolve();
    return this.rows.get(number);
  }
}
