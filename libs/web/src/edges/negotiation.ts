import type { FastifyRequest } from 'fastify';
import { pathOf } from '../sessions/sessions.js';

/** The quality value of a media type in the Accept header, 0 to 1 (RFC 9110 12.5.1). */
function liking(accept: string, wanted: RegExp): number {
  const ranges = accept.split(',').map((range) => range.trim().split(';'));
  const weights = ranges
    .filter(([type]) => wanted.test(type?.trim().toLowerCase() ?? ''))
    .map(([, ...parameters]) => {
      const q = parameters
        .map((parameter) => /^\s*q=([\d.]+)\s*$/.exec(parameter)?.[1])
        .find((value) => value !== undefined);
      return q === undefined ? 1 : Number(q) || 0;
    });
  return Math.max(0, ...weights);
}

/**
 * Whether an error is answered with a page or a problem document (RFC 9457). The Accept header decides. Where it
 * is absent, a path below `/api` or a JSON request body means a program.
 */
export function wantsJson(request: FastifyRequest): boolean {
  const accept = request.headers.accept ?? '*/*';
  const html = liking(accept, /^(?:text\/html|application\/xhtml\+xml|text\/\*)$/);
  const json = liking(accept, /^application\/(?:[\w.+-]*\+)?json$|^application\/\*$/);
  if (html !== json) return json > html;
  const type = request.headers['content-type'] ?? '';
  return /^\/(?:api|health|metrics|openapi)/.test(pathOf(request.url)) || /^application\/json/.test(type);
}
