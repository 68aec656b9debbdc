import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { clientOf, type PageView } from '@todoke/web';
import type { FastifyInstance } from 'fastify';
import type Provider from 'oidc-provider';
import { jarOf } from './browser-jar.js';
import { inRequest } from './in-request.js';
import { nameForHost } from './interaction-cookies.js';
import { noteNetwork } from './networks.js';
import { showPagesFor } from './provider-pages.js';

/**
 * Mounts the OpenID Provider below its issuer's path, in a Fastify scope of its own: it reads bodies and writes
 * responses itself.
 */
export function mountProvider(app: NestFastifyApplication, provider: Provider): void {
  const server = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  const issuer = new URL(provider.issuer);
  const prefix = issuer.pathname.replace(/\/$/, '');
  const secure = issuer.protocol === 'https:';
  const answer = provider.callback();
  if (secure) {
    server.addHook('onRequest', (request, reply, done) => {
      const path = request.raw.url ?? '/';
      if (path.startsWith('/login/') || path.startsWith(`${prefix}/`)) nameForHost(request.raw, reply.raw);
      done();
    });
  }
  void server.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, parsed) => parsed(null));
    scope.all(`${prefix}/*`, { config: { audience: 'everybody' } }, (request, reply) => {
      const { raw } = request;
      const url = raw.url ?? '/';
      const render = (page: PageView): string => {
        // Redirects go to the address that the browser knows.
        const cut = raw.url;
        raw.url = url;
        const html = server.web.shell.render(page, request, reply);
        raw.url = cut;
        return html;
      };
      noteNetwork(raw, clientOf(request));
      showPagesFor(raw, render, reply.raw.getHeaders());
      reply.hijack();
      claimIssuersAddress(raw.headers, issuer);
      Object.assign(raw, { originalUrl: url, url: url.slice(prefix.length) });
      return inRequest(
        jarOf(request, (line) => reply.raw.appendHeader('set-cookie', line)),
        () => answer(raw, reply.raw),
      );
    });
    done();
  });
}

/**
 * The provider's addresses are always the issuer's, whatever host a request was sent to. Host and protocol of the
 * request are overwritten, so they need not be trusted.
 */
function claimIssuersAddress(headers: NodeJS.Dict<string | string[]>, { host, protocol }: URL): void {
  headers['host'] = host;
  headers['x-forwarded-host'] = host;
  headers['x-forwarded-proto'] = protocol.replace(':', '');
}
