import { Injectable } from '@nestjs/common';
import type { ApiClient } from '../domain/client.js';
import type { Desk } from './desk.js';
import { ReviewsDesk } from './reviews-desk.js';
import { SandboxDesk } from './sandbox-desk.js';

/** Which applications a client works on. */
@Injectable()
export class Desks {
  constructor(
    private readonly reviews: ReviewsDesk,
    private readonly sandbox: SandboxDesk,
  ) {}

  of(client: ApiClient): Desk {
    return client.sandbox ? this.sandbox : this.reviews;
  }
}
