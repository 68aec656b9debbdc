import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { localPath } from '../edges/local-path.js';

/** Choices of 「文字サイズの変更」 (R4), as they stand in the URL, the cookie and the class of `<html>`. */
export const textSizes = [
  { name: 'standard', label: '標準' },
  { name: 'large', label: '大' },
  { name: 'x-large', label: '特大' },
] as const;

/** One cookie for the host, not for the service, so that the size holds at all services. */
const cookieName = 'todoke_text_size';

export const textSizeOf = (request: FastifyRequest): string => {
  const chosen = request.server.web.cookies.read(request, cookieName);
  return textSizes.find(({ name }) => name === chosen)?.name ?? 'standard';
};

/** `GET /text-size/large?back=/path`: the way without script. page.js does the same in place. */
export function registerTextSize(server: FastifyInstance): void {
  server.get<{ Params: { size: string }; Querystring: { back?: unknown } }>(
    '/text-size/:size',
    { config: { audience: 'everybody' } },
    async (request, reply: FastifyReply) => {
      const chosen = textSizes.find(({ name }) => name === request.params.size);
      if (chosen === undefined) return reply.callNotFound();
      const { cookies } = request.server.web;
      // The page's script reads and sets it as well.
      const attributes = { ...cookies.attributes, httpOnly: false, maxAge: 365 * 24 * 3_600 };
      void reply.setCookie(cookies.nameOf(cookieName), chosen.name, attributes);
      return reply.redirect(localPath(request.query.back) ?? '/', 303);
    },
  );
}
