import type { FastifyRequest } from 'fastify';

export interface Resend {
  fields: { name: string; value: string }[];
}

/**
 * The submitted values, for sending them again from the page that says that the form has expired. Undefined where that
 * would be unsafe: `Sec-Fetch-Site`, which another site cannot set, must say that the form was ours, and passwords
 * are not written into a page.
 */
export function resendable(request: FastifyRequest): Resend | undefined {
  const ours = request.headers['sec-fetch-site'] === 'same-origin';
  const urlencoded = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
  const { body } = request;
  if (!ours || !urlencoded || typeof body !== 'object' || body === null) return undefined;
  const entries = Object.entries(body).filter(([name]) => name !== '_csrf');
  if (entries.some(([name]) => /pass|secret|token/i.test(name))) return undefined;
  const fields = entries.flatMap(([name, value]: [string, unknown]) =>
    [value].flat().flatMap((one) => (typeof one === 'string' ? [{ name, value: one }] : [])),
  );
  return { fields };
}
