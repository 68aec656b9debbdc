import type { FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';
import { pathOf } from '../sessions/sessions.js';

// With the parameter that both have, so that a client may name it: a type with another parameter is another type.
const page = 'text/html; charset=utf-8';
const documents = ['application/problem+json; charset=utf-8', 'application/json; charset=utf-8'];

/**
 * Whether an error is answered with a page or a problem document (RFC 9457). The Accept header decides (RFC 9110
 * 12.5.1). Where it likes both alike or neither, a path below `/api` or a JSON request body means a program.
 */
export function wantsJson(request: FastifyRequest): boolean {
  const program = isOfPrograms(request);
  // XHTML last: `application/*` means a document.
  const offered = [...(program ? [...documents, page] : [page, ...documents]), 'application/xhtml+xml; charset=utf-8'];
  const wanted = new Negotiator(request).mediaType(offered);
  return wanted === undefined ? program : documents.includes(wanted);
}

const isOfPrograms = ({ url, headers }: FastifyRequest): boolean =>
  /^\/(?:api|health|metrics|openapi)/.test(pathOf(url)) || /^application\/json/.test(headers['content-type'] ?? '');
