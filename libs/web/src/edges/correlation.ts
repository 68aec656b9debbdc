import { AsyncResource } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { correlation } from '@todoke/service';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { WebAppOptions } from '../options.js';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

const contexts = new WeakMap<FastifyRequest, { id: string; resource: AsyncResource }>();

/** The correlation id of everything that this request causes, in logs and events. */
export const correlationIdOf = (request: FastifyRequest): string | undefined => contexts.get(request)?.id;

/**
 * Gives each request a correlation id and an asynchronous context. Behind a proxy that the settings name, an
 * `x-correlation-id` that is a UUID is kept: the proxy made it, and drops that of a client. Nobody else chooses what
 * stands in logs, events and the audit. Reading a body loses the context, so it is entered again before validation.
 */
export function registerCorrelation(server: FastifyInstance, { proxies = 0 }: WebAppOptions): void {
  server.addHook('onRequest', (request, reply, done) => {
    const given = request.headers['x-correlation-id'];
    const kept = proxies > 0 && typeof given === 'string' && uuid.test(given);
    const correlationId = kept ? given.toLowerCase() : randomUUID();
    void reply.header('x-correlation-id', correlationId);
    correlation.run({ correlationId }, () => {
      contexts.set(request, { id: correlationId, resource: new AsyncResource('todoke-request') });
      done();
    });
  });
  server.addHook('preValidation', (request, _reply, done) => {
    const context = contexts.get(request);
    if (context === undefined) done();
    else context.resource.runInAsyncScope(done);
  });
}
