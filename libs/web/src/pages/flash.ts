import type { FastifyReply, FastifyRequest } from 'fastify';

/** A message that the next page shows once. */
export interface Flash {
  kind: 'success' | 'info' | 'warning';
  text: string;
}

/** Milliseconds: a message that is not shown within a minute is dropped. */
const seconds = 60;

const nameOf = ({ server }: FastifyRequest): string => `${server.web.options.service}_flash`;

/**
 * Leaves a message for the next page in a signed cookie. In the session it would cost two transactions for every
 * submitted form, on a row that all tabs of the browser share.
 */
export function leaveFlash(flash: Flash, request: FastifyRequest, reply: FastifyReply): void {
  const secure = request.server.web.options.publicUrl.startsWith('https:');
  const value = Buffer.from(JSON.stringify(flash)).toString('base64url');
  void reply.setCookie(nameOf(request), value, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure,
    signed: true,
    maxAge: seconds,
  });
}

/** The message, if this service signed it. It is shown once. */
export function takeFlash(request: FastifyRequest, reply: FastifyReply): Flash | undefined {
  const name = nameOf(request);
  const left = request.cookies?.[name] as string | undefined;
  if (left === undefined) return undefined;
  void reply.clearCookie(name, { path: '/' });
  const { valid, value } = request.unsignCookie(left);
  return valid ? (JSON.parse(Buffer.from(value, 'base64url').toString()) as Flash) : undefined;
}
