import { Inject, Injectable } from '@nestjs/common';
import { Approvals } from './clean.js';

@Injectable()
export class Desk {
  constructor(@Inject(Approvals) readonly approvals: Approvals) {}
}
