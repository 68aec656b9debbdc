import { Body, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { readApplicationNumber } from '@todoke/lifecycle';
import type { WebReply, WebRequest } from '@todoke/web';
import { problems as reviewProblems, rejectionForm } from '../../reviews/index.js';
import { Desks } from '../desks/desks.js';
import type { ApiClient } from '../domain/client.js';
import type {
  ApplicationList,
  DecisionAnswer,
  FiledAnswer,
  ImportReport,
  ReadApplication,
} from '../openapi/schemas.js';
import { problems } from '../problems.js';
import { apiPath } from '../settings.js';
import { applicationAnswer, decisionAnswer, importAnswer, listAnswer } from './answers.js';
import { ApiEndpoint } from './api-endpoint.js';
import { CurrentClient, Needs, RequestId } from './asking.js';
import { leftOutIn, listQuery } from './parameters.js';
import { proxyApplication } from './proxy-application.form.js';

/** Applications of the client's prefecture: read, decided, filed (R46, R64, R74, R158). */
@ApiEndpoint('applications')
export class ApplicationsEndpoint {
  constructor(private readonly desks: Desks) {}

  @Get()
  @Needs('applications:read')
  async list(
    @CurrentClient() client: ApiClient,
    @Query() query: unknown,
    @Res({ passthrough: true }) reply: WebReply,
  ): Promise<ApplicationList> {
    const asked = listQuery(query);
    const answer = listAnswer(await this.desks.of(client).list(client, asked));
    if (answer.nextCursor !== null) {
      const next = new URLSearchParams({ cursor: answer.nextCursor, limit: String(asked.atMost) });
      void reply.header('link', `<${apiPath}/applications?${next.toString()}>; rel="next"`);
    }
    return answer;
  }

  @Get(':number')
  @Needs('applications:read')
  async read(@CurrentClient() client: ApiClient, @Param('number') number: string): Promise<ReadApplication> {
    return applicationAnswer(await this.desks.of(client).read(client, known(number)));
  }

  @Post()
  @HttpCode(201)
  @Needs('applications:file')
  async file(
    @CurrentClient() client: ApiClient,
    @RequestId() request: string,
    @Body() body: unknown,
  ): Promise<FiledAnswer> {
    const read = proxyApplication.read(body);
    if (!read.ok) throw problems.itemsInvalid(undefined, read.errors);
    return { number: await this.desks.of(client).file(client, request, read.value), status: 'approved' };
  }

  /** A CSV file with the columns of the form, as that of the page (R55). */
  @Post('import')
  @HttpCode(200)
  @Needs('applications:file')
  async fileMany(
    @CurrentClient() client: ApiClient,
    @RequestId() request: string,
    @Query() query: unknown,
    @Req() { body }: WebRequest,
  ): Promise<ImportReport> {
    const leftOut = leftOutIn(query);
    if (!Buffer.isBuffer(body)) throw problems.csvMissing();
    return importAnswer(await this.desks.of(client).fileMany(client, request, { bytes: body, leftOut }));
  }

  @Post(':number/approve')
  @HttpCode(200)
  @Needs('applications:decide')
  async approve(@CurrentClient() client: ApiClient, @Param('number') number: string): Promise<DecisionAnswer> {
    return decisionAnswer(await this.desks.of(client).approve(client, known(number)));
  }

  @Post(':number/reject')
  @HttpCode(200)
  @Needs('applications:decide')
  async reject(
    @CurrentClient() client: ApiClient,
    @Param('number') number: string,
    @Body() body: unknown,
  ): Promise<DecisionAnswer> {
    const read = rejectionForm.read(body);
    if (!read.ok) throw problems.reasonUnusable(undefined, read.errors);
    return decisionAnswer(await this.desks.of(client).reject(client, known(number), read.value.reason));
  }
}

/** @throws Problem application-missing for text that cannot be a number, as for an unknown number */
function known(typed: string): string {
  const number = readApplicationNumber(typed);
  if (number === undefined) throw reviewProblems.applicationMissing();
  return number;
}
