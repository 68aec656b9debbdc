import type { FastifyRequest } from 'fastify';
import { pathOf } from '../sessions/sessions.js';
import { localPath } from './local-path.js';
import type { KnownRoutes } from './routes.js';

export interface Resend {
  fields: { name: string; value: string }[];
}

/**
 * The submitted values, for sending them again from the page that says that the form has expired. Undefined where that
 * would be unsafe: what another site cannot set must say that the form was ours, and passwords are written into no
 * page.
 */
export function resendable(request: FastifyRequest): Resend | undefined {
  const urlencoded = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
  const { body } = request;
  if (!isOurs(request) || !urlencoded || typeof body !== 'object' || body === null) return undefined;
  const entries = Object.entries(body).filter(([name]) => name !== '_csrf');
  if (entries.some(([name]) => /pass|secret|token/i.test(name))) return undefined;
  const fields = entries.flatMap(([name, value]: [string, unknown]) =>
    [value].flat().flatMap((one) => (typeof one === 'string' ? [{ name, value: one }] : [])),
  );
  return { fields };
}

/** By `Sec-Fetch-Site`, or by `Origin` where a browser does not send that, as over plain http. */
function isOurs({ headers, server }: FastifyRequest): boolean {
  const site = headers['sec-fetch-site'];
  return site === undefined ? headers.origin === originOf(server.web.options.publicUrl) : site === 'same-origin';
}

/**
 * A page on which somebody whose form was refused can go on: the one on which it stood, else the form's own address,
 * else the first page.
 */
export function pageOfForm(request: FastifyRequest, routes: KnownRoutes): string {
  const { home = '/', publicUrl } = request.server.web.options;
  const from = request.headers.referer;
  const stoodOn = originOf(from) === originOf(publicUrl) ? localPath(pathIn(from)) : undefined;
  const isPage = (path: string): boolean => {
    // It would say that one has signed out.
    return pathOf(path) !== '/sign-out' && routes.methodsOf(pathOf(path)).includes('GET');
  };
  return [stoodOn, pathOf(request.url)].find((path) => path !== undefined && isPage(path)) ?? home;
}

const originOf = (address: string | undefined): string | undefined =>
  address !== undefined && URL.canParse(address) ? new URL(address).origin : undefined;

function pathIn(address: string | undefined): string {
  const { pathname, search } = new URL(address ?? '');
  return pathname + search;
}
