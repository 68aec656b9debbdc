import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { concatMap, type Observable } from 'rxjs';
import { takeOutcomes } from '../lists/outcomes.js';
import { holdsNothing } from '../sessions/session-store.js';
import { leaveFlash } from './flash.js';
import { PageView, Redirect } from './page.js';
import type { Shell } from './shell.js';

/** Turns what a controller returns, a PageView or a Redirect, into the answer; anything else passes. */
export class PageInterceptor implements NestInterceptor {
  constructor(private readonly shell: Shell) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(
      concatMap(async (result: unknown) => {
        if (result instanceof PageView) return this.show(result, request, reply);
        if (result instanceof Redirect) return this.lead(result, request, reply);
        return result;
      }),
    );
  }

  private async show(page: PageView, request: FastifyRequest, reply: FastifyReply): Promise<string> {
    void reply.status(page.options.status ?? 200).type('text/html; charset=utf-8');
    // What is shown of a person, signed in or not, must not come back on a shared computer.
    void reply.header('cache-control', holdsNothing(request.session) ? 'private, no-cache' : 'private, no-store');
    const menu = await this.shell.countedMenu(request);
    return this.shell.render(page, request, reply, await takeOutcomes(request, reply), menu);
  }

  private lead(redirect: Redirect, request: FastifyRequest, reply: FastifyReply): string {
    if (redirect.flash !== undefined) leaveFlash(redirect.flash, request, reply);
    void reply.status(303).header('location', redirect.to).header('cache-control', 'no-store');
    return '';
  }
}
