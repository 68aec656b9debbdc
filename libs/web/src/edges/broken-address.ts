import type { FastifyReply, FastifyRequest } from 'fastify';
import { page } from '../pages/page.js';
import type { Shell } from '../pages/shell.js';
import { template } from '../pages/template.js';
import { lastWords } from './last-words.js';
import { wantsJson } from './negotiation.js';
import { problemDocument } from './problem-document.js';
import { forLog, refusalOf } from './refusals.js';
import { noteRequest, type Running } from './request-log.js';

const refusalPage = template(import.meta.url, './refusal.hbs');

/**
 * Answers addresses that the router cannot parse (`/%zz`, 400) or whose segments are too long (414). No hook runs
 * for them, so headers and metrics are handled here.
 */
export function answerBrokenAddress(shell: Shell, secure: boolean, running: Running) {
  return (error: Error, request: FastifyRequest, reply: FastifyReply): void => {
    const refusal = refusalOf(error);
    reply.raw.once('finish', () => noteRequest(running, request, reply));
    void reply.status(refusal.status).header('x-content-type-options', 'nosniff').header('cache-control', 'no-store');
    void reply.header('content-security-policy', "default-src 'self'; frame-ancestors 'none'; base-uri 'none'");
    if (secure) void reply.header('strict-transport-security', 'max-age=31536000');
    const { status, heading, text } = refusal;
    if (wantsJson(request)) {
      const document = problemDocument(refusal);
      void reply.type('application/problem+json; charset=utf-8').send(JSON.stringify(document));
      return;
    }
    const shown = page(refusalPage, { heading, text }, { title: heading, status });
    void reply.type('text/html; charset=utf-8');
    try {
      void reply.send(shell.render(shown, request, reply));
    } catch (failure) {
      running.logger.error({ route: 'none', status: 500, error: forLog(failure) }, 'could not answer');
      void reply.status(500).send(lastWords);
    }
  };
}
