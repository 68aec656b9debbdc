import { Get, Query } from '@nestjs/common';
import { Desks } from '../desks/desks.js';
import type { ApiClient } from '../domain/client.js';
import type { MailList } from '../openapi/schemas.js';
import { mailsAnswer } from './answers.js';
import { ApiEndpoint } from './api-endpoint.js';
import { CurrentClient, Needs } from './asking.js';
import { queriedNumber } from './parameters.js';

/** What became of the mails about an application (R161). No address. */
@ApiEndpoint('mails')
export class MailsEndpoint {
  constructor(private readonly desks: Desks) {}

  @Get()
  @Needs('mails:read')
  async list(@CurrentClient() client: ApiClient, @Query() query: unknown): Promise<MailList> {
    return mailsAnswer(await this.desks.of(client).mails(client, queriedNumber(query)));
  }
}
