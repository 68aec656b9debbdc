import { type Logger, type Metrics, nameRequestSpan, type Operations } from '@todoke/service';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { correlationIdOf } from './correlation.js';

/** Known only once the app's module is created. */
export interface Running {
  logger: Logger;
  metrics?: Metrics;
  operations?: Operations;
}

/** Requested all the time by machines, so logged at level debug only. */
const quiet = /^\/(?:health|metrics|assets)(?:\/|$)/;

/**
 * One line a request: the route's pattern, never the URL, whose path and query may name a person or carry a
 * token. The same values go to the metrics.
 */
export function registerRequestLog(server: FastifyInstance, running: Running): void {
  server.addHook('onRequest', (request, _reply, done) => {
    nameRequestSpan(request.method, request.routeOptions.url ?? 'none');
    done();
  });
  server.addHook('onResponse', (request, reply, done) => {
    noteRequest(running, request, reply);
    done();
  });
}

/** Also for responses that no hook sees. */
export function noteRequest(running: Running, request: FastifyRequest, reply: FastifyReply): void {
  const route = request.is404 ? 'none' : (request.routeOptions.url ?? 'none');
  const { method } = request;
  const status = reply.statusCode;
  const line = { correlationId: correlationIdOf(request), method, route, status, ms: Math.round(reply.elapsedTime) };
  if (quiet.test(route) && status < 500) running.logger.debug(line, 'request');
  else running.logger.info(line, 'request');
  running.metrics?.request(route, method, status, reply.elapsedTime / 1_000);
}
