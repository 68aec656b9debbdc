import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';

const flash = z.object({ kind: z.enum(['success', 'info', 'warning']), text: z.string() });

/** A message that the next page shows once. */
export type Flash = z.output<typeof flash>;

/** A message that is not shown within a minute is dropped. */
const seconds = 60;

const nameOf = ({ server }: FastifyRequest): string => `${server.web.options.service}_flash`;

/**
 * Leaves a message for the next page in a signed cookie. In the session it would cost two transactions for every
 * submitted form, on a row that all tabs of the browser share.
 */
export function leaveFlash(left: Flash, request: FastifyRequest, reply: FastifyReply): void {
  request.server.web.cookies.setJson(reply, nameOf(request), left, seconds);
}

/** The message, if this service signed it. It is shown once. */
export function takeFlash(request: FastifyRequest, reply: FastifyReply): Flash | undefined {
  const { cookies } = request.server.web;
  const name = nameOf(request);
  if (!cookies.has(request, name)) return undefined;
  cookies.drop(reply, name);
  return flash.safeParse(cookies.readJson(request, name)).data;
}
