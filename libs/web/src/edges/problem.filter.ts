import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { Logger } from '@todoke/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { throwError } from 'rxjs';
import { page, type PageView } from '../pages/page.js';
import { personOf, type Shell } from '../pages/shell.js';
import { template } from '../pages/template.js';
import { pathOf } from '../sessions/sessions.js';
import { continueAfterSignIn, textsIn } from '../sign-in/kept-form.js';
import { correlationIdOf } from './correlation.js';
import { lastWords } from './last-words.js';
import { wantsJson } from './negotiation.js';
import { addressMeant } from './other-spellings.js';
import { problemDocument } from './problem-document.js';
import { forLog, formExpired, needsSignIn, refusalOf, type Refusal } from './refusals.js';
import type { KnownRoutes } from './routes.js';
import { pageOfForm, resendable } from './resend.js';

const refusalPage = template(import.meta.url, './refusal.hbs');
const signInPage = template(import.meta.url, './sign-in-needed.hbs');
const expiredPage = template(import.meta.url, './expired-form.hbs');

export interface FilterSetting {
  shell: Shell;
  routes: KnownRoutes;
  logger: () => Logger;
  supportPhone: string;
}

/**
 * Turns every error into an answer: a page for people, a problem document (RFC 9457) for programs. Errors
 * of the client are 4xx; the rest is a 500 without details and one line in the log.
 */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly setting: FilterSetting) {}

  catch(error: unknown, host: ArgumentsHost): unknown {
    // Events have their own edge (ack, nak, terminate), which needs the original error.
    if (host.getType() !== 'http') return throwError(() => error);
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const refusal = refusalOf(error);
    if (reply.sent) return void (refusal.ours && this.log(error, request, refusal));
    try {
      if (refusal.code === needsSignIn && isRead(request) && !wantsJson(request)) return this.signIn(request, reply);
      const meant = request.is404 && isRead(request) ? addressMeant(this.setting.routes.all, request.url) : undefined;
      if (meant !== undefined) return reply.redirect(meant, 303);
      return this.answer(this.sharpened(refusal, request), error, request, reply);
    } catch (failure) {
      return this.lastWords(failure, request, reply);
    }
  }

  /** Rendering the error failed in its turn, so nothing is rendered. */
  private lastWords(failure: unknown, request: FastifyRequest, reply: FastifyReply): unknown {
    this.log(failure, request, refusalOf(undefined));
    return reply.status(500).type('text/html; charset=utf-8').send(lastWords);
  }

  private signIn(request: FastifyRequest, reply: FastifyReply): unknown {
    return reply.redirect(`/sign-in?to=${encodeURIComponent(request.url)}`, 303);
  }

  private answer(refusal: Refusal, error: unknown, request: FastifyRequest, reply: FastifyReply): unknown {
    if (refusal.ours) this.log(error, request, refusal);
    // There is none yet, or saving it would fail again while this response is being sent.
    if (refusal.code === 'sessions-unavailable' || refusal.code === 'too-busy')
      (request as { session: unknown }).session = {};
    if (refusal.status === 503) void reply.header('retry-after', '30');
    void reply.header('cache-control', 'no-store').status(refusal.status);
    if (refusal.status === 405) {
      void reply.header('allow', this.setting.routes.methodsOf(pathOf(request.url)).join(', '));
    }
    if (wantsJson(request)) return sendProblem(refusal, request, reply);
    const shown = this.pageFor(refusal, request, reply);
    return reply.type('text/html; charset=utf-8').send(this.setting.shell.render(shown, request, reply));
  }

  private pageFor(refusal: Refusal, request: FastifyRequest, reply: FastifyReply): PageView {
    if (refusal.code === formExpired) return this.expired(refusal, request);
    if (refusal.code === needsSignIn) return this.signInFirst(refusal, request, reply);
    return this.refused(refusal, request);
  }

  /** A form that came after the end of its session: what was typed is kept until its sender has signed in again. */
  private signInFirst(refusal: Refusal, request: FastifyRequest, reply: FastifyReply): PageView {
    const typed = resendable(request);
    const kept = typed && request.server.web.keptForms.keep({ action: pathOf(request.url), ...typed }, reply);
    const data = {
      ...refusal,
      kept,
      toCopy: typed !== undefined && kept === false ? textsIn(typed) : [],
      signIn: kept ? continueAfterSignIn : signInFor(pageOfForm(request, this.setting.routes), request),
    };
    return page(signInPage, data, { title: refusal.heading, status: refusal.status });
  }

  private refused(refusal: Refusal, request: FastifyRequest): PageView {
    const { status } = refusal;
    const { supportPhone } = this.setting;
    const signedIn = personOf(request) !== undefined;
    const data = {
      ...refusal,
      correlationId: status >= 500 ? correlationIdOf(request) : undefined,
      supportPhone: status === 404 || status >= 500 ? supportPhone : undefined,
      offerSignOut: status === 403 && signedIn,
    };
    return page(refusalPage, data, { title: refusal.heading, status });
  }

  private expired(refusal: Refusal, request: FastifyRequest): PageView {
    const heading = '画面の有効期限が切れました';
    const pageAgain = pageOfForm(request, this.setting.routes);
    const data = { heading, again: resendable(request), action: pathOf(request.url), pageAgain };
    return page(expiredPage, data, { title: heading, status: refusal.status });
  }

  /** A path that exists with another method is 405 and not 404 (RFC 9110 15.5.6). */
  private sharpened(refusal: Refusal, request: FastifyRequest): Refusal {
    if (refusal.status !== 404 || !request.is404) return refusal;
    const methods = this.setting.routes.methodsOf(pathOf(request.url));
    if (methods.length === 0 || methods.includes(request.method)) return refusal;
    return refusalOf({ statusCode: 405 });
  }

  private log(error: unknown, request: FastifyRequest, { status, code }: Refusal): void {
    const route = request.routeOptions.url ?? 'none';
    const line = { correlationId: correlationIdOf(request), route, status, problem: code };
    const details = { ...line, error: forLog(error) };
    if (status === 503) this.setting.logger().warn(details, 'could not answer');
    else this.setting.logger().error(details, 'could not answer');
  }
}

const signInFor = (path: string, { server }: FastifyRequest): string =>
  path === (server.web.options.home ?? '/') ? '/sign-in' : `/sign-in?to=${encodeURIComponent(path)}`;

const isRead = ({ method }: FastifyRequest): boolean => method === 'GET' || method === 'HEAD';

function sendProblem(refusal: Refusal, request: FastifyRequest, reply: FastifyReply): unknown {
  const document = problemDocument(refusal, correlationIdOf(request));
  return reply.type('application/problem+json; charset=utf-8').send(JSON.stringify(document));
}
