import type { WebRequest } from '@todoke/web';
import type { CookieJar } from './browser-held.js';
import { requestCookie, uidOf } from './interaction-cookies.js';

/**
 * The cookies that a browser holds for the provider, which writes its responses itself, past Fastify's cookies. Under
 * https they have the path of all cookies, and a waiting request has its uid in the name, as interactions have.
 * @param append adds a Set-Cookie header to the response
 */
export function jarOf(request: WebRequest, append: (line: string) => unknown): CookieJar {
  const { server } = request;
  const { cookies } = server.web;
  const { secure } = cookies.attributes;
  const named = (name: string, path: string): string =>
    secure && name === requestCookie ? `${name}.${uidOf(path)}` : name;
  return {
    read: (name) => cookies.read(request, named(name, request.url)),
    write: (name, value, { path, maxAge }) => {
      const options = { ...cookies.attributes, maxAge, ...(!secure && { path }) };
      append(server.serializeCookie(cookies.nameOf(named(name, path)), value ?? '', options));
    },
  };
}
