import type { SignedIn } from '@todoke/service';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { WebReply, WebRequest } from '../sessions/web-session.js';

/** Seconds for which a browser keeps how a list was left: half a year. */
const keptFor = 182 * 86_400;

/** How a list was left, in a signed cookie of the browser. It counts for the person who left it so. */
const left = z.object({ person: z.string(), query: z.string().min(1) });

const cookieOf = ({ server }: FastifyRequest, list: string): string => `${server.web.options.service}_list_${list}`;

/** What an address says after its question mark, as the person left the list; undefined where that is unknown. */
export function leftAs(request: WebRequest, list: string, { sub }: SignedIn): string | undefined {
  const { data } = left.safeParse(request.server.web.cookies.readJson(request, cookieOf(request, list)));
  return data?.person === sub ? data.query : undefined;
}

export function leaveAs(request: WebRequest, reply: WebReply, list: string, { sub }: SignedIn, query: string): void {
  request.server.web.cookies.setJson(reply, cookieOf(request, list), { person: sub, query }, keptFor);
}
