import { createHash } from 'node:crypto';
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { WebReply, WebRequest } from '@todoke/web';
import { from, lastValueFrom, map, type Observable } from 'rxjs';
import { AnswerOnce } from '../actions/answer-once.js';
import { readKey } from '../domain/idempotency.js';
import { problems } from '../problems.js';
import { clientAsking, noteRequest } from './asking.js';

/** What all answers have in common: Idempotency-Key for what is done, ETag for what is read. */
@Injectable()
export class ApiAnswers implements NestInterceptor {
  constructor(private readonly once: AnswerOnce) {}

  /** @throws Problem idempotency-key-missing; what `AnswerOnce` throws */
  intercept(context: ExecutionContext, next: CallHandler<object>): Observable<object | undefined> {
    const request = context.switchToHttp().getRequest<WebRequest>();
    const reply = context.switchToHttp().getResponse<WebReply>();
    void reply.header('vary', 'Authorization');
    if (request.method === 'POST') return from(this.done(request, reply, next));
    return next.handle().pipe(map((answer) => unlessKnown(answer, request, reply)));
  }

  private async done(request: WebRequest, reply: WebReply, next: CallHandler<object>): Promise<object> {
    void reply.header('cache-control', 'no-store');
    const key = readKey(request.headers['idempotency-key']);
    if (key === undefined) throw problems.idempotencyKeyMissing();
    const { method, url: path, body } = request;
    const { answer, repeated } = await this.once.run(clientAsking(request), { key, method, path, body }, (id) => {
      noteRequest(request, id);
      return lastValueFrom(next.handle());
    });
    if (repeated) void reply.header('idempotency-replayed', 'true');
    return answer;
  }
}

/** 304 where the client has the same already (RFC 9110 13.1.2). */
function unlessKnown(answer: object, request: WebRequest, reply: WebReply): object | undefined {
  const tag = `"${createHash('sha256').update(JSON.stringify(answer)).digest('base64url')}"`;
  void reply.header('etag', tag).header('cache-control', 'private, no-cache');
  const known = [request.headers['if-none-match']].flat().join(',');
  const tags = known.split(',').map((one) => one.trim().replace(/^W\//, ''));
  if (!tags.includes(tag) && !tags.includes('*')) return answer;
  void reply.status(304);
  return undefined;
}
